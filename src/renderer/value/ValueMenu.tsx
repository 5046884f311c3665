import { ContextMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { withTerm } from '../../shared/filter/edit';
import { toJavaScript } from '../../shared/value/javascript';
import menuStyles from '../components/Menu.module.css';
import { copyText } from '../session/copyMessages';
import { useSession } from '../session/SessionContext';
import type { ValuePlace } from './valuePlace';

interface ValueMenuProps {
  readonly place: ValuePlace | undefined;
  readonly objectPaths: readonly string[];
}

/** What can be done with a value in a tree. */
export function ValueMenu({ place, objectPaths }: ValueMenuProps) {
  const session = useSession();
  if (place === undefined) return null;
  const { value, path, term } = place;
  const filter = (added: string) => session.setFilter(withTerm(session.windowStore.getState().filterText, added));
  return (
    <ContextMenu.Portal>
      <ContextMenu.Content className={menuStyles.menu} loop>
        <Item onSelect={() => void copyText(session, JSON.stringify(value, null, 2), 'Value copied as JSON')}>
          Copy as JSON
        </Item>
        <Item onSelect={() => void copyText(session, toJavaScript(value, objectPaths), 'Value copied as JavaScript')}>
          Copy as JavaScript
        </Item>
        <Item note={path} onSelect={() => void copyText(session, path, 'Path copied')}>
          Copy the path
        </Item>
        {term !== undefined && (
          <>
            <ContextMenu.Separator className={menuStyles.separator} />
            <Item note={term} onSelect={() => filter(term)}>
              Filter by this
            </Item>
            <Item note={`-${term}`} onSelect={() => filter(`-${term}`)}>
              Exclude this
            </Item>
          </>
        )}
      </ContextMenu.Content>
    </ContextMenu.Portal>
  );
}

interface ItemProps {
  readonly children: string;
  readonly note?: ReactNode;
  readonly onSelect: () => void;
}

function Item({ children, note, onSelect }: ItemProps) {
  return (
    <ContextMenu.Item className={menuStyles.item} onSelect={onSelect}>
      <span className={menuStyles.check} />
      <span className={menuStyles.label}>{children}</span>
      {note !== undefined && <span className={menuStyles.note}>{note}</span>}
    </ContextMenu.Item>
  );
}
