import type { Command } from '../commands/command';

export const OPEN_SETTINGS: Command = {
  id: 'settings.open',
  label: 'Settings',
  group: 'Session',
  keys: ['Mod+,'],
  words: 'preferences options redaction stacks',
  run: ({ windowStore }) => windowStore.setState({ isSettingsOpen: true }),
};
