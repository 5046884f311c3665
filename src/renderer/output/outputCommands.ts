import { type Command, hasSession } from '../commands/command';

export const TOGGLE_OUTPUT: Command = {
  id: 'view.output',
  label: 'Show or hide the app’s output',
  group: 'View',
  // ⌘` of macOS goes to the next window, and never comes here.
  keys: ['Ctrl+`'],
  words: 'console stdout stderr log terminal',
  isEnabled: hasSession,
  run: ({ windowStore }) => windowStore.setState((state) => ({ isOutputOpen: !state.isOutputOpen })),
};
