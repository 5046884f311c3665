import { DEFAULT_PREFERENCES } from '../../shared/bridge/windowPreferences';
import { RowFlag } from '../../shared/columns/columns';
import { withTerm } from '../../shared/filter/edit';
import { type Command, hasSession } from '../commands/command';
import { copyChannels, copyMessages } from '../session/copyMessages';
import { readMessageRow } from '../session/readMessageRow';
import type { SessionModel } from '../session/sessionModel';
import { MESSAGE_COLUMNS, messageColumn } from './messageColumns';

const hasSelection = ({ windowStore }: SessionModel) => windowStore.getState().selectedCount > 0;
const hasMessages = (session: SessionModel) => session.listed > 0;

function filterByChannel(session: SessionModel, sign: '' | '-'): void {
  const { selectedRow, filterText } = session.windowStore.getState();
  if (selectedRow === undefined) return;
  const term = messageColumn('channel').filterTerm?.(readMessageRow(session.table, selectedRow));
  session.setFilter(withTerm(filterText, `${sign}${term}`));
}

/** Marks the selected messages, or unmarks them if all are marked. Main persists the marks. */
function toggleMark({ table, selection }: SessionModel): void {
  const rows = selection.toRows();
  const areMarked = rows.every((row) => (table.columns.get(row, 'flags') & RowFlag.marked) !== 0);
  if (rows.length > 0) window.electroscope.markMessages(rows, !areMarked);
}

export const GO_TO_NEWEST: Command = {
  id: 'table.newest',
  label: 'Go to the newest message, and follow',
  group: 'Messages',
  keys: ['Mod+End'],
  words: 'latest tail bottom last',
  isEnabled: hasMessages,
  run: (session) => session.goToNewest(),
};

export const MARK: Command = {
  id: 'table.mark',
  label: 'Mark the selected messages, or unmark them',
  group: 'Messages',
  keys: ['m'],
  words: 'bookmark flag star pin',
  isEnabled: hasSelection,
  run: (session) => toggleMark(session),
};

export const COPY_CHANNEL: Command = {
  id: 'table.copyChannel',
  label: 'Copy the channel of the selected message',
  group: 'Messages',
  isEnabled: hasSelection,
  run: (session) => void copyChannels(session),
};

export const TABLE_COMMANDS: readonly Command[] = [
  GO_TO_NEWEST,
  MARK,
  {
    id: 'table.selectAll',
    label: 'Select all messages',
    group: 'Messages',
    keys: ['Mod+A'],
    isOnlyInTable: true,
    isEnabled: hasMessages,
    run: (session) => session.selection.all(),
  },
  {
    id: 'table.copy',
    label: 'Copy the selected messages as JSON',
    group: 'Messages',
    keys: ['Mod+C'],
    isOnlyInTable: true,
    isEnabled: hasSelection,
    run: (session) => void copyMessages(session),
  },
  COPY_CHANNEL,
  {
    id: 'table.onlyChannel',
    label: 'Show only the channel of the selected message',
    group: 'Messages',
    words: 'filter by this',
    isEnabled: hasSelection,
    run: (session) => filterByChannel(session, ''),
  },
  {
    id: 'table.notChannel',
    label: 'Exclude the channel of the selected message',
    group: 'Messages',
    words: 'filter hide without',
    isEnabled: hasSelection,
    run: (session) => filterByChannel(session, '-'),
  },
  {
    id: 'table.highlights',
    label: 'Highlight rules …',
    group: 'Messages',
    words: 'colour color rows mark',
    isEnabled: hasSession,
    run: ({ windowStore }) => windowStore.setState({ highlightDialog: {} }),
  },
  {
    id: 'table.unsort',
    label: 'Sort messages as they came',
    group: 'Messages',
    words: 'order unsort none',
    isEnabled: ({ windowStore }) => windowStore.getState().sortOrder !== undefined,
    run: (session) => session.setSortOrder(undefined),
  },
  ...MESSAGE_COLUMNS.filter(({ sort }) => sort !== undefined).map(
    ({ key, label, help = '' }): Command => ({
      id: `table.sort.${key}`,
      label: `Sort messages by ${label}`,
      group: 'Messages',
      words: `order ${help}`,
      isOneOfMany: true,
      isEnabled: hasMessages,
      run: (session) => session.setSortOrder({ column: key, isDescending: false }),
    }),
  ),
  {
    id: 'table.defaultColumns',
    label: 'Default columns',
    group: 'Messages',
    words: 'reset width order default',
    run: ({ preferences }) => preferences.change({ columns: DEFAULT_PREFERENCES.columns }),
  },
];
