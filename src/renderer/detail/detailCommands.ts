import type { Command } from '../commands/command';
import type { SessionModel } from '../session/sessionModel';
import { DETAIL_TABS, type DetailTab } from '../session/windowStore';
import { type NeighbourScope, neighbourOf } from './neighbours';

const hasSelected = ({ windowStore }: SessionModel) => windowStore.getState().selectedRow !== undefined;
const isOpen = (session: SessionModel) => hasSelected(session) && session.windowStore.getState().isDetailOpen;

export const TAB_TITLES: Readonly<Record<DetailTab, string>> = {
  arguments: 'Arguments',
  result: 'Result',
  timing: 'Timing',
  ports: 'Ports',
  stack: 'Stack',
  endpoints: 'Endpoints',
  replay: 'Replay',
  raw: 'Raw',
};

/** Selects the next message like the selected one, or says that there is none. */
function goToNeighbour(session: SessionModel, scope: NeighbourScope, step: 1 | -1): void {
  const { selectedRow } = session.windowStore.getState();
  if (selectedRow === undefined) return;
  const row = neighbourOf(session, selectedRow, scope, step);
  if (row === undefined) {
    const where = step === 1 ? 'after' : 'before';
    session.windowStore.setState({ announcement: `No message of this ${scope} is ${where} it` });
    return;
  }
  session.setFollowing(false);
  session.select(row);
}

function showNeighbour(scope: NeighbourScope, step: 1 | -1, key: string): Command {
  return {
    id: `detail.${step === 1 ? 'next' : 'previous'}In${scope === 'channel' ? 'Channel' : 'Conversation'}`,
    label: `${step === 1 ? 'Next' : 'Previous'} message of the same ${scope === 'channel' ? 'channel or port' : scope}`,
    group: 'Detail',
    keys: [key],
    isEnabled: hasSelected,
    run: (session) => goToNeighbour(session, scope, step),
  };
}

/** Commands for the previous and next message, by what they share with the selected one. */
export const NEIGHBOURS: Readonly<Record<NeighbourScope, { readonly previous: Command; readonly next: Command }>> = {
  channel: {
    previous: showNeighbour('channel', -1, 'Alt+ArrowUp'),
    next: showNeighbour('channel', 1, 'Alt+ArrowDown'),
  },
  conversation: {
    previous: showNeighbour('conversation', -1, 'Alt+Shift+ArrowUp'),
    next: showNeighbour('conversation', 1, 'Alt+Shift+ArrowDown'),
  },
};

export const CLOSE_DETAIL: Command = {
  id: 'detail.close',
  label: 'Close the detail',
  group: 'Detail',
  keys: ['Escape'],
  isEnabled: ({ windowStore }) => windowStore.getState().isDetailOpen,
  run: ({ windowStore }) => windowStore.setState({ isDetailOpen: false }),
};

export const DOCK_DETAIL: Command = {
  id: 'detail.dock',
  label: 'Dock the detail at the right or below',
  group: 'Detail',
  keys: ['Mod+Shift+D'],
  words: 'bottom side move panel',
  isEnabled: isOpen,
  run: ({ preferences }) =>
    preferences.change({ detailDock: preferences.current.detailDock === 'right' ? 'bottom' : 'right' }),
};

export const DETAIL_COMMANDS: readonly Command[] = [
  {
    id: 'detail.open',
    label: 'Open the detail of the selected message',
    group: 'Detail',
    keys: ['Enter'],
    isOnlyInTable: true,
    isEnabled: hasSelected,
    run: ({ windowStore }) => windowStore.setState({ isDetailOpen: true }),
  },
  CLOSE_DETAIL,
  DOCK_DETAIL,
  ...Object.values(NEIGHBOURS).flatMap(({ previous, next }) => [previous, next]),
  ...DETAIL_TABS.map(
    (tab): Command => ({
      id: `detail.tab.${tab}`,
      label: `Detail: ${TAB_TITLES[tab]}`,
      group: 'Detail',
      words: 'tab show',
      isOneOfMany: true,
      isEnabled: hasSelected,
      run: ({ windowStore }) => windowStore.setState({ detailTab: tab, isDetailOpen: true }),
    }),
  ),
];
