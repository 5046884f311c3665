import { useCallback, useEffect, useState } from 'react';
import type { Reply } from '../../shared/bridge/windowApi';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';

interface Kept<Settings> {
  /** Undefined until they are read. */
  readonly value: Settings | undefined;
  readonly error: UserErrorInfo | undefined;
  /** Changes them at once. */
  readonly change: (changes: Partial<Settings>) => void;
}

/**
 * Settings that main keeps, as long as someone looks at them.
 *
 * @param read must stay the same function
 * @param keep must stay the same function; what it refuses is as before
 */
export function useKept<Settings extends object>(
  read: () => Promise<Settings>,
  keep: (settings: Settings) => Promise<Reply<Settings>>,
): Kept<Settings> {
  const [value, setValue] = useState<Settings>();
  const [error, setError] = useState<UserErrorInfo>();
  useEffect(() => {
    void read().then(setValue);
  }, [read]);
  const change = useCallback(
    (changes: Partial<Settings>) => {
      if (value === undefined) return;
      const next = { ...value, ...changes };
      setValue(next);
      void keep(next).then((reply) => {
        setError('error' in reply ? reply.error : undefined);
        if ('error' in reply) setValue(value);
      });
    },
    [value, keep],
  );
  return { value, error, change };
}
