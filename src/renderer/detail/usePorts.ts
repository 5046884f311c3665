import { useEffect, useState } from 'react';
import type { PortHistory } from '../../shared/columns/portHistory';
import { useSessionState } from '../session/SessionContext';

/** The channels of these ports; read again as the session goes on, one reading at a time. */
export function usePorts(target: number, ports: readonly number[]): readonly PortHistory[] {
  const captured = useSessionState((state) => state.totals.captured);
  const [histories, setHistories] = useState<readonly PortHistory[]>([]);
  const [readAt, setReadAt] = useState<number>();
  const key = ports.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `ports`, which is a new list each time.
  useEffect(() => {
    if (key === '') return;
    let isCurrent = true;
    void window.electroscope.readPorts(target, ports).then((found) => {
      if (!isCurrent) return;
      setHistories(found);
      setReadAt(captured);
    });
    return () => {
      isCurrent = false;
    };
    // While a reading is under way, `readAt` stays behind, and its arrival starts the next one if there is more.
  }, [target, key, readAt === captured]);
  return histories;
}
