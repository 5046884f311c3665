import { useCallback, useEffect, useState } from 'react';
import type { UserErrorInfo } from '../../shared/bridge/windowApi';
import type { CaptureChoices } from '../../shared/link/captureChoices';

interface Choices {
  /** Undefined until they are read. */
  readonly choices: CaptureChoices | undefined;
  readonly error: UserErrorInfo | undefined;
  /** Changes them at once. */
  readonly change: (changes: Partial<CaptureChoices>) => void;
}

/** How agents record, as long as someone looks at it. */
export function useChoices(): Choices {
  const [choices, setChoices] = useState<CaptureChoices>();
  const [error, setError] = useState<UserErrorInfo>();
  useEffect(() => {
    void window.electroscope.readChoices().then(setChoices);
  }, []);
  const change = useCallback(
    (changes: Partial<CaptureChoices>) => {
      if (choices === undefined) return;
      const next = { ...choices, ...changes };
      setChoices(next);
      void window.electroscope.changeChoices(next).then((reply) => {
        setError('error' in reply ? reply.error : undefined);
        if ('error' in reply) setChoices(choices);
      });
    },
    [choices],
  );
  return { choices, error, change };
}
