import { useCallback, useEffect, useState } from 'react';
import type { Reply } from '../../shared/bridge/windowApi';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';

interface EditableSettings<Settings> {
  /** Undefined until they are read. */
  readonly value: Settings | undefined;
  readonly error: UserErrorInfo | undefined;
  /** Changes them at once. */
  readonly change: (changes: Partial<Settings>) => void;
}

/**
 * Settings that main persists, read when the component mounts.
 *
 * @param read must stay the same function
 * @param write must stay the same function; values that it refuses are not changed
 */
export function useSettings<Settings extends object>(
  read: () => Promise<Settings>,
  write: (settings: Settings) => Promise<Reply<Settings>>,
): EditableSettings<Settings> {
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
      void write(next).then((reply) => {
        setError('error' in reply ? reply.error : undefined);
        if ('error' in reply) setValue(value);
      });
    },
    [value, write],
  );
  return { value, error, change };
}
