import type { Command } from './command';

const ALL_COMMANDS: Command = {
  id: 'help.commands',
  label: 'All commands',
  group: 'Help',
  keys: ['Mod+Shift+P', 'Mod+K'],
  words: 'palette',
  run: ({ windowStore }) => windowStore.setState({ helpDialog: 'commands' }),
};

const SHORTCUTS: Command = {
  id: 'help.shortcuts',
  label: 'Keyboard shortcuts',
  group: 'Help',
  keys: ['?'],
  run: ({ windowStore }) => windowStore.setState({ helpDialog: 'shortcuts' }),
};

export const HELP_COMMANDS: readonly Command[] = [ALL_COMMANDS, SHORTCUTS];
