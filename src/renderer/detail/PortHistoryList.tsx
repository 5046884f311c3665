import { useEffect, useState } from 'react';
import type { PortHistory } from '../../shared/columns/portHistory';
import { formatElapsedUs } from '../../shared/format/format';
import { stepsOf } from '../ports/portSteps';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './PortHistoryList.module.css';

interface PortHistoryListProps {
  /** Number of the target. */
  readonly target: number;
  readonly ports: readonly number[];
}

/** The history of each port: its creator, its hops, its end. */
export function PortHistoryList({ target, ports }: PortHistoryListProps) {
  const histories = usePorts(target, ports);
  return ports.map((port) => {
    const history = histories.find(({ id, peer }) => id === port || peer === port);
    return <Port key={port} target={target} port={port} history={history} />;
  });
}

interface PortProps {
  readonly target: number;
  readonly port: number;
  readonly history: PortHistory | undefined;
}

function Port({ target, port, history }: PortProps) {
  const { table } = useSession();
  const source = table.portSource(target, port);
  return (
    <div className={styles.port}>
      <h4>
        port {port}
        {source !== undefined && <span className={styles.source}> · from {source}</span>}
        {history?.peer === port && <span className={styles.source}> · other end of port {history.id}</span>}
      </h4>
      {history !== undefined && <Steps target={target} history={history} />}
    </div>
  );
}

function Steps({ target, history }: { readonly target: number; readonly history: PortHistory }) {
  const { table, startUs } = useSession();
  const facts = useTargetOrigin(target);
  const steps = stepsOf(table, history);
  const [onId, onPeer] = history.messages;
  return (
    <>
      <ol className={styles.steps}>
        {steps.map(({ atUs, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
          <li key={index}>
            <span className={styles.time}>{formatElapsedUs(facts + atUs - startUs)}</span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      <p className={styles.counts}>
        {onId} messages on port {history.id}, {onPeer} on port {history.peer}
        {history.visibility === 'passed-on' && ' were seen: since it was passed on, only what a frame receives on it'}
      </p>
      {history.mayBe.length > 0 && (
        <p className={styles.counts}>
          New to main, or back in it: perhaps an end of {history.mayBe.map((id) => `port ${id}`).join(', ')}. Main can’t
          tell.
        </p>
      )}
    </>
  );
}

/** Microseconds since the epoch at which a target's clock began. */
function useTargetOrigin(target: number): number {
  const { store } = useSession();
  return store.getState().facts.targets.find((known) => known.target === target)?.timeOrigin ?? 0;
}

/** The channels of these ports. It reads them again while the session grows, one request at a time. */
function usePorts(target: number, ports: readonly number[]): readonly PortHistory[] {
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
    // During a request, `readAt` is old. Its result starts the next request if there are more messages.
  }, [target, key, readAt === captured]);
  return histories;
}
