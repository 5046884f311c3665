import type { ComponentType, ReactNode } from 'react';
import { callName } from '../../shared/replay/callName';
import { copyMessages } from '../session/copyMessages';
import { readMessageRow } from '../session/readMessageRow';
import { useSession } from '../session/SessionContext';
import { COPY_AS_CALLS, COPY_AS_PLAYWRIGHT } from './replayCommands';

interface CopyAsItemsProps {
  /** The message whose call names the first of them. */
  readonly row: number;
  /** An item of the surrounding menu. */
  readonly Item: ComponentType<{ readonly label: string; readonly note?: ReactNode; readonly onSelect: () => void }>;
}

/** The forms in which the selected messages can be copied. */
export function CopyAsItems({ row, Item }: CopyAsItemsProps) {
  const session = useSession();
  const { selectedCount } = session.windowStore.getState();
  const isOne = selectedCount <= 1;
  return (
    <>
      <Item
        label={isOne ? callName(readMessageRow(session.table, row)) : 'Calls'}
        onSelect={() => COPY_AS_CALLS.run?.(session)}
      />
      <Item label="Playwright test" onSelect={() => COPY_AS_PLAYWRIGHT.run?.(session)} />
      <Item label="JSON" onSelect={() => void copyMessages(session)} />
    </>
  );
}
