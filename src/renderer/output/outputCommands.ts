import { type Command, hasSession } from '../commands/command';

export const TOGGLE_OUTPUT: Command = {
  id: 'view.output',
  label: 'Show or hide the app’s output',
  group: 'View',
  keys: ['Mod+`'],
  words: 'console stdout stderr log terminal',
  isEnabled: hasSession,
  run: ({ windowStore }) => windowStore.setState((state) => ({ isOutputOpen: !state.isOutputOpen })),
};
