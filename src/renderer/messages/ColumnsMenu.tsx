import { Check, Columns3 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import { DEFAULT_PREFERENCES } from '../../shared/bridge/windowPreferences';
import { hasSeveralApps } from '../../shared/columns/appLabels';
import menuStyles from '../components/Menu.module.css';
import { usePreference } from '../session/preferences';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { columnOrder, isColumnShown, withColumnMoved, withColumnShown } from './columnLayout';
import styles from './MessageTable.module.css';
import { messageColumn } from './messageColumns';

/** Chooses the columns, their order, and by which messages are sorted. */
export function ColumnsMenu() {
  const session = useSession();
  const layout = usePreference(({ columns }) => columns);
  const sortOrder = useWindowState((state) => state.sortOrder);
  const hasApps = useSessionState(({ facts }) => hasSeveralApps(facts.targets));
  const order = columnOrder(layout);
  const change = (columns: typeof layout) => session.preferences.change({ columns });

  const onKeyDown = (event: KeyboardEvent, id: string, place: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    const before = event.key === 'ArrowUp' ? order[place - 1] : order[place + 2];
    if (event.key === 'ArrowUp' && place === 0) return;
    change(withColumnMoved(layout, id, before));
  };

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.columnsButton} aria-label="Columns" title="Columns">
        <Columns3 size={14} strokeWidth={2} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menuStyles.menu} align="end" sideOffset={4}>
          <DropdownMenu.Label className={menuStyles.heading}>Columns: Alt ↑ ↓ moves one</DropdownMenu.Label>
          {order.map((id, place) => {
            const { label, help } = messageColumn(id);
            return (
              <DropdownMenu.CheckboxItem
                key={id}
                className={menuStyles.item}
                checked={isColumnShown(layout, id, hasApps)}
                onCheckedChange={(isShown) => change(withColumnShown(layout, id, isShown))}
                onSelect={(event) => event.preventDefault()}
                onKeyDown={(event) => onKeyDown(event, id, place)}
              >
                <span className={menuStyles.check}>
                  <DropdownMenu.ItemIndicator>
                    <Check size={13} aria-hidden="true" />
                  </DropdownMenu.ItemIndicator>
                </span>
                <span className={menuStyles.label} title={help}>
                  {label}
                </span>
                {sortOrder?.column === id && <span className={menuStyles.note}>sorted</span>}
              </DropdownMenu.CheckboxItem>
            );
          })}
          <DropdownMenu.Separator className={menuStyles.separator} />
          <DropdownMenu.Item
            className={menuStyles.item}
            disabled={sortOrder === undefined}
            onSelect={() => session.setSortOrder(undefined)}
          >
            <span className={menuStyles.check} />
            As they came
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menuStyles.item} onSelect={() => change(DEFAULT_PREFERENCES.columns)}>
            <span className={menuStyles.check} />
            Usual columns
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
