import { ChevronDown, CodeXml, PencilLine, Repeat } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { type Command, shortcutOf } from '../commands/command';
import { IconButton } from '../components/IconButton';
import menuStyles from '../components/Menu.module.css';
import { useSession, useSessionState } from '../session/SessionContext';
import { CopyAsItems } from './CopyAsItems';
import styles from './ReplayButtons.module.css';
import { EDIT_AND_RESEND, RESEND } from './replayCommands';

/** In the detail of a message: send it again, change it first, copy it as code. */
export function ReplayButtons({ row }: { readonly row: number }) {
  const session = useSession();
  const isLive = useSessionState(({ capture }) => capture.phase !== 'opened');
  const run = (command: Command) => () => {
    // Of several that are selected, the detail shows one.
    session.select(row);
    command.run?.(session);
  };
  return (
    <>
      {isLive && (
        <>
          <IconButton icon={Repeat} label="Resend" shortcut={shortcutOf(RESEND)} onClick={run(RESEND)} />
          <IconButton
            icon={PencilLine}
            label="Edit and resend …"
            shortcut={shortcutOf(EDIT_AND_RESEND)}
            onClick={run(EDIT_AND_RESEND)}
          />
        </>
      )}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={styles.trigger} aria-label="Copy as" title="Copy as">
          <CodeXml size={16} aria-hidden="true" />
          <ChevronDown size={11} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menuStyles.menu} align="end" sideOffset={4} loop>
            <CopyAsItems row={row} Item={Item} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </>
  );
}

interface ItemProps {
  readonly label: string;
  readonly note?: ReactNode;
  readonly onSelect: () => void;
}

function Item({ label, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item className={menuStyles.item} onSelect={onSelect}>
      <span className={menuStyles.check} />
      <span className={menuStyles.label}>{label}</span>
    </DropdownMenu.Item>
  );
}
