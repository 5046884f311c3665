import type { ComponentType, ReactNode } from 'react';
import { callName } from '../../shared/replay/copyAs';
import { copyMessages } from '../messages/copyMessages';
import { useSession } from '../session/SessionContext';
import { copiedOfRow, copyCode } from './copyCode';

interface CopyAsItemsProps {
  /** The message whose call names the first of them. */
  readonly row: number;
  /** An entry of whichever menu they stand in. */
  readonly Item: ComponentType<{ readonly label: string; readonly note?: ReactNode; readonly onSelect: () => void }>;
}

/** The forms in which the selected messages can be copied. */
export function CopyAsItems({ row, Item }: CopyAsItemsProps) {
  const session = useSession();
  const { selectedCount } = session.store.getState();
  const isOne = selectedCount <= 1;
  return (
    <>
      <Item
        label={isOne ? callName(copiedOfRow(session, row)) : 'Calls'}
        onSelect={() => void copyCode(session, 'call')}
      />
      <Item label="Playwright test" onSelect={() => void copyCode(session, 'playwright')} />
      <Item label="JSON" onSelect={() => void copyMessages(session)} />
    </>
  );
}
