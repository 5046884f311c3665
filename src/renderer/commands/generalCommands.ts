/** What concerns the window as a whole. */

import type { SessionModel } from '../session/sessionModel';
import type { Command } from './command';

const hasSession = ({ store }: SessionModel) => store.getState().sessionFile !== undefined;
const phaseOf = ({ store }: SessionModel) => store.getState().capture.phase;
const isRunning = (session: SessionModel) => ['attached', 'starting'].includes(phaseOf(session));

export const GENERAL_COMMANDS: readonly Command[] = [
  {
    id: 'view.pause',
    label: 'Pause or resume the view',
    group: 'View',
    keys: ['Mod+E'],
    words: 'stop continue freeze',
    isEnabled: hasSession,
    run: (session) => session.setPaused(!session.store.getState().isPaused),
  },
  {
    id: 'view.clear',
    label: 'Clear the view',
    group: 'View',
    keys: ['Mod+L'],
    words: 'empty delete',
    isEnabled: hasSession,
    run: (session) => session.clear(),
  },
  {
    id: 'view.undoClear',
    label: 'Show what was cleared away',
    group: 'View',
    words: 'undo clear earlier',
    isEnabled: ({ store }) => store.getState().clearedRows > 0,
    run: (session) => session.undoClear(),
  },
  {
    id: 'view.internal',
    label: 'Show or hide Electron’s internal messages',
    group: 'View',
    isEnabled: hasSession,
    run: (session) => session.setShowsInternal(!session.store.getState().showsInternal),
  },
  {
    id: 'view.output',
    label: 'Show or hide the app’s output',
    group: 'View',
    keys: ['Mod+`'],
    words: 'console stdout stderr log terminal',
    isEnabled: hasSession,
    run: ({ store }) => store.setState((state) => ({ isOutputOpen: !state.isOutputOpen })),
  },
  { id: 'view.zoomIn', label: 'Zoom in', group: 'View', keys: ['Mod+='] },
  { id: 'view.zoomOut', label: 'Zoom out', group: 'View', keys: ['Mod+-'] },
  { id: 'view.zoomReset', label: 'Actual size', group: 'View', keys: ['Mod+0'] },
  {
    id: 'app.demo',
    label: 'Launch the demo app',
    group: 'App',
    words: 'start fieldnotes',
    run: () => void window.electroscope.launchDemo(),
  },
  {
    id: 'app.launch',
    label: 'Launch an app …',
    group: 'App',
    words: 'start run choose',
    run: () => void window.electroscope.chooseApp(),
  },
  {
    id: 'app.restart',
    label: 'Restart the app',
    group: 'App',
    words: 'relaunch reload target',
    isEnabled: (session) => hasSession(session) && phaseOf(session) !== 'opened',
    run: () => void window.electroscope.relaunch(),
  },
  {
    id: 'app.stop',
    label: 'Stop the app',
    group: 'App',
    words: 'end quit kill target',
    isEnabled: isRunning,
    run: () => void window.electroscope.stopTarget(),
  },
  {
    id: 'session.open',
    label: 'Open a capture …',
    group: 'Session',
    keys: ['Mod+O'],
    words: 'file load import',
    run: () => void window.electroscope.chooseCapture(),
  },
  {
    id: 'session.save',
    label: 'Save the capture …',
    group: 'Session',
    keys: ['Mod+S'],
    isEnabled: hasSession,
    run: ({ store }) => store.setState({ isSaving: true }),
  },
  {
    id: 'session.export',
    label: 'Export messages …',
    group: 'Session',
    keys: ['Mod+Shift+E'],
    words: 'json csv har trace perfetto',
    isEnabled: hasSession,
    run: ({ store }) => store.setState({ isExporting: true }),
  },
  {
    id: 'settings.open',
    label: 'Settings',
    group: 'Session',
    keys: ['Mod+,'],
    words: 'preferences options redaction stacks',
    run: ({ store }) => store.setState({ isSettingsOpen: true }),
  },
  {
    id: 'help.commands',
    label: 'All commands',
    group: 'Help',
    keys: ['Mod+Shift+P', 'Mod+K'],
    words: 'palette',
    run: ({ store }) => store.setState({ helpDialog: 'commands' }),
  },
  {
    id: 'help.shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Help',
    keys: ['?'],
    run: ({ store }) => store.setState({ helpDialog: 'shortcuts' }),
  },
];
