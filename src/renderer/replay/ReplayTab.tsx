import { lazy, Suspense, useState } from 'react';
import type { MessageRef } from '../../shared/journal/messageRef';
import type { MessageRow } from '../session/readMessageRow';
import { useSession, useWindowState } from '../session/SessionContext';
import { useAnswerOf } from './answers';
import styles from './ReplayTab.module.css';
import { useReplay } from './useReplay';

const Comparison = lazy(async () => ({ default: (await import('./Comparison')).Comparison }));

/** The original or the copies of the message, and how the answers differ. */
export function ReplayTab({ message }: { readonly message: MessageRow }) {
  const session = useSession();
  useWindowState((state) => state.version);
  const { table } = session;
  const self = { target: message.target, seq: message.seq };
  const link = table.replays.of(self);
  const copies = table.replays.copiesOf(self);
  const [chosen, setChosen] = useState<number>();
  if (link !== undefined) {
    return (
      <>
        <p className={styles.note}>
          {link.origin === undefined
            ? 'Written and sent by the inspector.'
            : 'Sent again by the inspector, as a copy of '}
          {link.origin !== undefined && <MessageLink message={link.origin} />}
        </p>
        {link.isSynthetic && (
          <p className={styles.synthetic}>
            Synthetic: its event was made up, because the frame’s own ipcRenderer could not be called. What handlers see
            of the event is an imitation.
          </p>
        )}
        <Pair before={link.origin} after={self} />
      </>
    );
  }
  const copy = copies[chosen ?? copies.length - 1];
  if (copy === undefined) return <p className={styles.note}>It was not sent again.</p>;
  return (
    <>
      <div className={styles.note}>
        Sent again {copies.length === 1 ? 'as ' : `${copies.length} times: `}
        {copies.length === 1 ? (
          <MessageLink message={copy} />
        ) : (
          <select
            aria-label="Copy to compare with"
            value={chosen ?? copies.length - 1}
            onChange={(event) => setChosen(Number(event.target.value))}
          >
            {copies.map(({ seq }, i) => (
              <option key={seq} value={i}>
                #{seq}
              </option>
            ))}
          </select>
        )}
      </div>
      <Pair before={self} after={copy} />
    </>
  );
}

function MessageLink({ message }: { readonly message: MessageRef }) {
  const replay = useReplay();
  return (
    <button type="button" className={styles.link} onClick={() => void replay.goTo(message)}>
      #{message.seq}
    </button>
  );
}

interface PairProps {
  readonly before: MessageRef | undefined;
  readonly after: MessageRef;
}

function Pair({ before, after }: PairProps) {
  const was = useAnswerOf(before);
  const is = useAnswerOf(after);
  if (is === undefined || (before !== undefined && was === undefined)) return null;
  return (
    <Suspense>
      <Comparison before={was} after={is} beforeTitle={`Original #${before?.seq}`} afterTitle={`Sent #${after.seq}`} />
    </Suspense>
  );
}
