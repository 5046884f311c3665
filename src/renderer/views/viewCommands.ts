/** Commands that switch between the views, and choose what of the session they show. */

import { type Command, hasSession } from '../commands/command';
import type { View } from '../session/windowStore';

function showView(view: View, label: string, key: string, words: string): Command {
  return {
    id: `goTo.${view}`,
    label,
    group: 'Go to',
    keys: [`Mod+${key}`],
    words: `view tab ${words}`,
    isEnabled: hasSession,
    run: ({ windowStore }) => windowStore.setState({ view }),
  };
}

/** The command that shows each view, in the order of their tabs. */
export const SHOW_VIEW: Readonly<Record<View, Command>> = {
  messages: showView('messages', 'Messages', '1', 'table list'),
  channels: showView('channels', 'Channels', '2', 'statistics duration percentiles rate charts'),
  ports: showView('ports', 'Ports', '3', 'messageport conversation'),
  timeline: showView('timeline', 'Timeline', '4', 'lanes waterfall zoom'),
};

export const SHOW_START: Command = {
  id: 'goTo.start',
  label: 'Start screen',
  group: 'Go to',
  words: 'home recent attach welcome open launch',
  isEnabled: hasSession,
  run: ({ windowStore }) => windowStore.setState({ isStartOpen: true }),
};

export const TOGGLE_OVERVIEW: Command = {
  id: 'view.overview',
  label: 'Show or hide the overview of the session',
  group: 'View',
  words: 'timeline strip brush',
  isEnabled: hasSession,
  run: ({ windowStore }) => windowStore.setState((state) => ({ isOverviewOpen: !state.isOverviewOpen })),
};

export const SHOW_WHOLE_SESSION: Command = {
  id: 'view.wholeSession',
  label: 'Show all of the session’s time',
  group: 'View',
  words: 'reset brush range',
  isEnabled: ({ windowStore }) => windowStore.getState().timeRange !== undefined,
  run: (session) => session.setTimeRange(undefined),
};

export const PAUSE: Command = {
  id: 'view.pause',
  label: 'Pause or resume the view',
  group: 'View',
  keys: ['Mod+E'],
  words: 'stop continue freeze',
  isEnabled: hasSession,
  run: (session) => session.setPaused(!session.windowStore.getState().isPaused),
};

export const CLEAR: Command = {
  id: 'view.clear',
  label: 'Clear the view',
  group: 'View',
  keys: ['Mod+L'],
  words: 'empty delete',
  isEnabled: hasSession,
  run: (session) => session.clear(),
};

const UNDO_CLEAR: Command = {
  id: 'view.undoClear',
  label: 'Show the cleared messages',
  group: 'View',
  words: 'undo clear earlier',
  isEnabled: ({ windowStore }) => windowStore.getState().clearedRows > 0,
  run: (session) => session.undoClear(),
};

export const TOGGLE_INTERNAL: Command = {
  id: 'view.internal',
  label: 'Show or hide Electron’s internal messages',
  group: 'View',
  isEnabled: hasSession,
  run: (session) => session.setShowsInternal(!session.windowStore.getState().showsInternal),
};

/** The native menu runs these. */
const ZOOM_COMMANDS: readonly Command[] = [
  { id: 'view.zoomIn', label: 'Zoom in', group: 'View', keys: ['Mod+='] },
  { id: 'view.zoomOut', label: 'Zoom out', group: 'View', keys: ['Mod+-'] },
  { id: 'view.zoomReset', label: 'Actual size', group: 'View', keys: ['Mod+0'] },
];

export const VIEW_COMMANDS: readonly Command[] = [
  ...Object.values(SHOW_VIEW),
  SHOW_START,
  TOGGLE_OVERVIEW,
  SHOW_WHOLE_SESSION,
  PAUSE,
  CLEAR,
  UNDO_CLEAR,
  TOGGLE_INTERNAL,
  ...ZOOM_COMMANDS,
];
