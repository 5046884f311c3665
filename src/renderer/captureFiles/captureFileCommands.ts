import { type Command, hasSession } from '../commands/command';

export const OPEN_CAPTURE: Command = {
  id: 'session.open',
  label: 'Open a capture …',
  group: 'Session',
  keys: ['Mod+O'],
  words: 'file load import',
  run: () => void window.electroscope.chooseCapture(),
};

export const SAVE_CAPTURE: Command = {
  id: 'session.save',
  label: 'Save the capture …',
  group: 'Session',
  keys: ['Mod+S'],
  isEnabled: hasSession,
  run: ({ windowStore }) => windowStore.setState({ isSaving: true }),
};

const EXPORT_MESSAGES: Command = {
  id: 'session.export',
  label: 'Export messages …',
  group: 'Session',
  keys: ['Mod+Shift+E'],
  words: 'json csv har trace perfetto',
  isEnabled: hasSession,
  run: ({ windowStore }) => windowStore.setState({ isExporting: true }),
};

export const CAPTURE_FILE_COMMANDS: readonly Command[] = [OPEN_CAPTURE, SAVE_CAPTURE, EXPORT_MESSAGES];
