/** Commands that switch between the views, and choose what of the session they show. */

import type { Command } from '../commands/command';
import type { SessionModel } from '../session/sessionModel';
import type { View } from '../session/sessionStore';

const hasSession = ({ store }: SessionModel) => store.getState().sessionFile !== undefined;

function showView(view: View, label: string, key: string, words: string): Command {
  return {
    id: `goTo.${view}`,
    label,
    group: 'Go to',
    keys: [`Mod+${key}`],
    words: `view tab ${words}`,
    isEnabled: hasSession,
    run: ({ store }) => store.setState({ view }),
  };
}

export const VIEW_COMMANDS: readonly Command[] = [
  showView('messages', 'Messages', '1', 'table list'),
  showView('channels', 'Channels', '2', 'statistics duration percentiles rate charts'),
  showView('ports', 'Ports', '3', 'messageport conversation'),
  showView('timeline', 'Timeline', '4', 'lanes waterfall zoom'),
  {
    id: 'goTo.start',
    label: 'Start screen',
    group: 'Go to',
    words: 'home recent attach welcome open launch',
    isEnabled: hasSession,
    run: ({ store }) => store.setState({ isStartOpen: true }),
  },
  {
    id: 'view.overview',
    label: 'Show or hide the overview of the session',
    group: 'View',
    words: 'timeline strip brush',
    isEnabled: hasSession,
    run: ({ store }) => store.setState((state) => ({ isOverviewOpen: !state.isOverviewOpen })),
  },
  {
    id: 'view.wholeSession',
    label: 'Show all of the session’s time',
    group: 'View',
    words: 'reset brush range',
    isEnabled: ({ store }) => store.getState().timeRange !== undefined,
    run: (session) => session.setTimeRange(undefined),
  },
];
