import { useEffect, useMemo, useRef, useState } from 'react';
import type { PortName } from '../../shared/columns/messageTable';
import type { PortHistory } from '../../shared/columns/portHistory';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { useSlowVersion } from '../session/useSlowVersion';
import { endpointName, portState } from './portSteps';

/** Histories that are read from main at a time. */
const MAX_READ = 500;
const REFRESH_MS = 500;

/** A message channel as the list shows it. */
export interface PortRow {
  readonly target: number;
  readonly id: number;
  readonly source: string;
  /** Undefined until main has answered. */
  readonly history: PortHistory | undefined;
  readonly state: ReturnType<typeof portState> | undefined;
}

/** Every message channel of the session, in the order in which they were first seen. */
export function usePortList(): readonly PortRow[] {
  const { table } = useSession();
  const sessionFile = useSessionState((state) => state.sessionFile);
  const version = useWindowState((state) => state.version);
  const slowVersion = useSlowVersion(version, REFRESH_MS, sessionFile);
  const known = useRef(new Map<string, PortHistory>());
  const [readCount, setReadCount] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with another session, nothing is known.
  useEffect(() => {
    known.current.clear();
  }, [sessionFile]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `slowVersion` stands for the ports, which live outside React.
  useEffect(() => {
    let isCurrent = true;
    void readHistories(table.ports, known.current, () => isCurrent).then((hasNew) => {
      if (isCurrent && hasNew) setReadCount((count) => count + 1);
    });
    return () => {
      isCurrent = false;
    };
  }, [table, slowVersion]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the versions stand for what lives outside React.
  return useMemo(
    () =>
      table.ports.map(({ target, id, source }): PortRow => {
        const history = known.current.get(`${target}:${id}`);
        return { target, id, source: endpointName(table, source), history, state: history && portState(history) };
      }),
    [table, slowVersion, readCount],
  );
}

/** Reads histories that are unknown or may have changed. Those of closed ports no longer change. */
async function readHistories(
  ports: readonly PortName[],
  known: Map<string, PortHistory>,
  isWanted: () => boolean,
): Promise<boolean> {
  const open = ports.filter(({ target, id }) => known.get(`${target}:${id}`)?.closedAtUs === undefined);
  for (const target of new Set(open.map((port) => port.target))) {
    const ids = open.filter((port) => port.target === target).map(({ id }) => id);
    for (let start = 0; start < ids.length; start += MAX_READ) {
      const histories = await window.electroscope.readPorts(target, ids.slice(start, start + MAX_READ));
      if (!isWanted()) return false;
      for (const history of histories) known.set(`${target}:${history.id}`, history);
    }
  }
  return open.length > 0;
}
