import { ChevronRight } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { hasTerm, termOf, withoutTerm, withTerm } from '../../shared/filter/edit';
import { isLive, shortcutOf } from '../commands/command';
import menuStyles from '../components/Menu.module.css';
import { CopyAsItems } from '../replay/CopyAsItems';
import { EDIT_AND_RESEND, PLAY, RESEND } from '../replay/replayCommands';
import { replayOf } from '../replay/replayModel';
import type { MessageRow } from '../session/readMessageRow';
import { useSession } from '../session/SessionContext';
import type { SessionModel } from '../session/sessionModel';
import { shifted } from './columnLayout';
import { messageColumn } from './messageColumns';
import { COPY_CHANNEL, MARK } from './tableCommands';
import type { MessageTableModel } from './useMessageTable';

/** What was clicked with the right button. */
export type MenuTarget =
  | { readonly type: 'message'; readonly message: MessageRow; readonly column: string }
  | { readonly type: 'header'; readonly column: string };

/** What can be done with a message, or with a column. */
export function TableMenu({
  target,
  table,
}: {
  readonly target: MenuTarget | undefined;
  readonly table: MessageTableModel;
}) {
  if (target === undefined) return null;
  return (
    <ContextMenu.Portal>
      <ContextMenu.Content className={menuStyles.menu} loop>
        {target.type === 'message' ? (
          <MessageItems {...target} />
        ) : (
          <ColumnItems columnKey={target.column} table={table} />
        )}
      </ContextMenu.Content>
    </ContextMenu.Portal>
  );
}

function MessageItems({ message, column }: { readonly message: MessageRow; readonly column: string }) {
  const session = useSession();
  const { selectedCount } = session.windowStore.getState();
  const many = selectedCount > 1 ? ` ${selectedCount} messages` : '';
  const ofChannel = messageColumn('channel').filterTerm?.(message) as string;
  const ofCell = messageColumn(column).filterTerm?.(message);
  const conversation = conversationTerm(message);
  return (
    <>
      {ofCell !== undefined && ofCell !== ofChannel && <FilterItems term={ofCell} />}
      <FilterItems term={ofChannel} />
      <Item
        label="Show only this conversation"
        note={`${message.from} ⇄ ${message.to}`}
        onSelect={() => add(session, conversation)}
      />
      <Separator />
      <Item
        label={message.isMarked ? `Unmark${many}` : `Mark${many}`}
        note={shortcutOf(MARK)}
        onSelect={() => MARK.run?.(session)}
      />
      <Item
        label="Highlight messages like this …"
        onSelect={() => session.windowStore.setState({ highlightDialog: { newFilter: ofCell ?? ofChannel } })}
      />
      <Separator />
      <Item
        label={`Resend${many}`}
        note={isLive(session) ? shortcutOf(RESEND) : 'no app is running'}
        isDisabled={!isLive(session)}
        onSelect={() => RESEND.run?.(session)}
      />
      <Item
        label="Edit and resend …"
        note={isLive(session) ? shortcutOf(EDIT_AND_RESEND) : 'no app is running'}
        isDisabled={!isLive(session)}
        onSelect={() => void replayOf(session).edit(message.row)}
      />
      {selectedCount > 1 && (
        <Item
          label={`Play${many} …`}
          note={shortcutOf(PLAY)}
          isDisabled={!isLive(session)}
          onSelect={() => PLAY.run?.(session)}
        />
      )}
      <Separator />
      <ContextMenu.Sub>
        <ContextMenu.SubTrigger className={menuStyles.item}>
          <span className={menuStyles.check} />
          <span className={menuStyles.label}>Copy{many} as</span>
          <ChevronRight size={13} aria-hidden="true" />
        </ContextMenu.SubTrigger>
        <ContextMenu.Portal>
          <ContextMenu.SubContent className={menuStyles.menu} loop>
            <CopyAsItems row={message.row} Item={Item} />
          </ContextMenu.SubContent>
        </ContextMenu.Portal>
      </ContextMenu.Sub>
      <Item
        label={selectedCount > 1 ? 'Copy their channels' : 'Copy its channel'}
        onSelect={() => COPY_CHANNEL.run?.(session)}
      />
    </>
  );
}

function FilterItems({ term }: { readonly term: string }) {
  const session = useSession();
  const text = session.windowStore.getState().filterText;
  if (hasTerm(text, term)) {
    return (
      <Item label="Remove from the filter" note={term} onSelect={() => session.setFilter(withoutTerm(text, term))} />
    );
  }
  return (
    <>
      <Item label="Filter by" note={term} onSelect={() => add(session, term)} />
      <Item label="Exclude" note={`-${term}`} onSelect={() => add(session, `-${term}`)} />
    </>
  );
}

function ColumnItems({ columnKey, table }: { readonly columnKey: string; readonly table: MessageTableModel }) {
  const column = table.getColumn(columnKey);
  if (column === undefined) return null;
  const visible = table.getVisibleLeafColumns().map(({ id }) => id);
  const shift = (step: -1 | 1) => shifted(table.state.columnOrder, visible, columnKey, step);
  const [left, right] = [shift(-1), shift(1)];
  return (
    <>
      {column.getCanSort() && (
        <>
          <Item label="Sort ascending" onSelect={() => column.toggleSorting(false)} />
          <Item label="Sort descending" onSelect={() => column.toggleSorting(true)} />
          <Separator />
        </>
      )}
      <Item label="Move left" isDisabled={left === undefined} onSelect={() => left && table.setColumnOrder(left)} />
      <Item label="Move right" isDisabled={right === undefined} onSelect={() => right && table.setColumnOrder(right)} />
      <Item label={`Hide ${messageColumn(columnKey).label}`} onSelect={() => column.toggleVisibility(false)} />
    </>
  );
}

interface ItemProps {
  readonly label: string;
  readonly note?: ReactNode;
  readonly isDisabled?: boolean;
  readonly onSelect: () => void;
}

function Item({ label, note, isDisabled, onSelect }: ItemProps) {
  return (
    <ContextMenu.Item className={menuStyles.item} disabled={isDisabled} onSelect={onSelect}>
      <span className={menuStyles.check} />
      <span className={menuStyles.label}>{label}</span>
      {note !== undefined && <span className={menuStyles.note}>{note}</span>}
    </ContextMenu.Item>
  );
}

function Separator() {
  return <ContextMenu.Separator className={menuStyles.separator} />;
}

function add(session: SessionModel, term: string): void {
  session.setFilter(withTerm(session.windowStore.getState().filterText, term));
}

/** A condition that whatever passes between the two ends of a message meets, either way. */
function conversationTerm({ from, to }: Pick<MessageRow, 'from' | 'to'>): string {
  const oneWay = (sender: string, receiver: string) => `${termOf('from', '=', sender)} ${termOf('to', '=', receiver)}`;
  return from === to ? `(${oneWay(from, to)})` : `(${oneWay(from, to)} | ${oneWay(to, from)})`;
}
