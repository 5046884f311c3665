import { useEffect, useState, useSyncExternalStore } from 'react';
import { type RowTally, TallyUpdater } from './rowTally';
import { useSession } from './SessionContext';

const NOTHING = () => () => {};

/**
 * Computes something of the messages in the view for as long as the component is there, which renders again as it changes.
 *
 * @param create makes what computes it; another function begins again
 * @returns undefined at first
 */
export function useViewTally<T extends RowTally>(
  create: () => T,
): { readonly tally: T; readonly progress: number; readonly version: number } | undefined {
  const session = useSession();
  const [current, setCurrent] = useState<{ readonly tally: T; readonly updater: TallyUpdater }>();
  useEffect(() => {
    const tally = create();
    const updater = new TallyUpdater(session, 'view', tally);
    setCurrent({ tally, updater });
    return () => updater.dispose();
  }, [session, create]);
  const version = useSyncExternalStore(current?.updater.subscribe ?? NOTHING, current?.updater.version ?? (() => 0));
  return current && { tally: current.tally, progress: current.updater.progress, version };
}
