import { useAnswerOf } from './answers';
import { Comparison } from './Comparison';
import type { SentState } from './replayModel';
import styles from './SentView.module.css';
import { useReplay, useReplayState } from './useReplay';

/** The answer to the sent message beside that to its original. */
export function SentView() {
  const sent = useReplayState((state) => state.sent);
  return (
    <section className={styles.sent} aria-label="Answer">
      {sent === undefined && <p className={styles.none}>The answer is shown here.</p>}
      {sent?.phase === 'sending' && <p className={styles.none}>Sending …</p>}
      {sent?.phase === 'refused' && (
        <div className={styles.refused} role="alert">
          <b>Not sent</b>
          <p>{sent.message}</p>
        </div>
      )}
      {sent?.phase === 'sent' && <Sent sent={sent} />}
    </section>
  );
}

function Sent({ sent }: { readonly sent: Extract<SentState, { phase: 'sent' }> }) {
  const replay = useReplay();
  const { message, origin, answer } = sent;
  const before = useAnswerOf(origin);
  return (
    <>
      <p className={styles.status}>
        {message === undefined ? 'Sent. It can’t be distinguished from the app’s own messages.' : 'Sent as '}
        {message !== undefined && (
          <button type="button" onClick={() => void replay.goTo(message)}>
            #{message.seq}
          </button>
        )}
      </p>
      {message !== undefined && answer === undefined && <p className={styles.none}>Waiting for the answer …</p>}
      {message !== undefined && answer === null && (
        <p className={styles.none} role="alert">
          No answer came. The call is still open in the app, or the app is gone.
        </p>
      )}
      {answer !== undefined && answer !== null && (
        <Comparison
          before={before}
          after={answer}
          beforeTitle={`Original #${origin?.seq}`}
          afterTitle={message === undefined ? 'Sent' : `Sent #${message.seq}`}
        />
      )}
    </>
  );
}
