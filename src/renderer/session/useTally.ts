import { useEffect, useState, useSyncExternalStore } from 'react';
import { type RowTally, TallyKeeper } from './rowTally';
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
  const [kept, setKept] = useState<{ readonly tally: T; readonly keeper: TallyKeeper }>();
  useEffect(() => {
    const tally = create();
    const keeper = new TallyKeeper(session, 'view', tally);
    setKept({ tally, keeper });
    return () => keeper.dispose();
  }, [session, create]);
  const version = useSyncExternalStore(kept?.keeper.subscribe ?? NOTHING, kept?.keeper.version ?? (() => 0));
  return kept && { tally: kept.tally, progress: kept.keeper.progress, version };
}
