import { Check, Columns3 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import { DEFAULT_PREFERENCES } from '../../shared/bridge/windowPreferences';
import menuStyles from '../components/Menu.module.css';
import { useSession } from '../session/SessionContext';
import { movedBefore } from './columnLayout';
import styles from './MessagesView.module.css';
import { messageColumn } from './messageColumns';
import type { MessageTableModel } from './useMessageTable';

/** Chooses the columns, their order, and by which messages are sorted. */
export function ColumnsMenu({ table }: { readonly table: MessageTableModel }) {
  const session = useSession();
  const columns = table.getAllLeafColumns();

  const onKeyDown = (event: KeyboardEvent, key: string, place: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    const before = columns[event.key === 'ArrowUp' ? place - 1 : place + 2]?.id;
    if (event.key === 'ArrowUp' && place === 0) return;
    table.setColumnOrder((order) => movedBefore(order, key, before));
  };

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.columnsButton} aria-label="Columns" title="Columns">
        <Columns3 size={14} strokeWidth={2} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menuStyles.menu} align="end" sideOffset={4}>
          <DropdownMenu.Label className={menuStyles.heading}>Columns: Alt ↑ ↓ moves one</DropdownMenu.Label>
          {columns.map((column, place) => {
            const { key, label, help } = messageColumn(column.id);
            return (
              <DropdownMenu.CheckboxItem
                key={key}
                className={menuStyles.item}
                checked={column.getIsVisible()}
                onCheckedChange={(isShown) => column.toggleVisibility(isShown)}
                onSelect={(event) => event.preventDefault()}
                onKeyDown={(event) => onKeyDown(event, key, place)}
              >
                <span className={menuStyles.check}>
                  <DropdownMenu.ItemIndicator>
                    <Check size={13} aria-hidden="true" />
                  </DropdownMenu.ItemIndicator>
                </span>
                <span className={menuStyles.label} title={help}>
                  {label}
                </span>
                {column.getIsSorted() !== false && <span className={menuStyles.note}>sorted</span>}
              </DropdownMenu.CheckboxItem>
            );
          })}
          <DropdownMenu.Separator className={menuStyles.separator} />
          <DropdownMenu.Item
            className={menuStyles.item}
            disabled={table.state.sorting.length === 0}
            onSelect={() => table.setSorting([])}
          >
            <span className={menuStyles.check} />
            As they came
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className={menuStyles.item}
            onSelect={() => session.preferences.change({ columns: DEFAULT_PREFERENCES.columns })}
          >
            <span className={menuStyles.check} />
            Default columns
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
