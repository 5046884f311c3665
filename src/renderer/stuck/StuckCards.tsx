import { Hourglass } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatSeconds } from '../../shared/format/format';
import { type BlockingMessage, notRespondingParts, notRespondingReason } from '../../shared/session/notResponding';
import cards from '../components/Cards.module.css';
import { revealMessage } from '../session/revealMessage';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './StuckCards.module.css';
import { type StuckApp, stuckAppsOf } from './stuckApps';

const TICK_MS = 250;

/** A card for each app whose main process does not respond: for how long, and the known reason. */
export function StuckCards() {
  const capture = useSessionState((state) => state.capture);
  const isOneOfMany = capture.phase === 'attached' && capture.apps.length > 1;
  return stuckAppsOf(capture).map((stuck) => <StuckCard key={stuck.target} stuck={stuck} isNamed={isOneOfMany} />);
}

function StuckCard({ stuck, isNamed }: { readonly stuck: StuckApp; readonly isNamed: boolean }) {
  const session = useSession();
  const now = useNow(TICK_MS);
  const app = useSessionState(({ facts }) => facts.targets.find(({ target }) => target === stuck.target)?.app);
  const { message, openCalls, sinceMs } = stuck;
  const main = isNamed && app !== undefined ? `Main of ${app}` : 'Main';
  const { words, channel } = notRespondingParts(stuck, formatSeconds(now - sinceMs), main);
  const shown: BlockingMessage | undefined = message ?? openCalls[0];
  return (
    // The status beside the app's name is announced; a text that changes every second is not.
    <section className={`${cards.card} ${styles.card}`} aria-label="Main does not respond">
      <Hourglass className={styles.mark} size={16} aria-hidden="true" />
      <div className={cards.words}>
        <strong>
          {words}
          {channel !== undefined && <code className={styles.channel}>{channel}</code>}
        </strong>
        <span className={styles.reason}>{notRespondingReason(stuck)}</span>
      </div>
      {shown !== undefined && (
        <div className={cards.answers}>
          <button type="button" onClick={() => revealMessage(session, shown.row)}>
            {message === undefined ? 'Show call' : 'Show message'}
          </button>
        </div>
      )}
    </section>
  );
}

/** The time in milliseconds since the epoch. The component renders at each interval. */
function useNow(intervalMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
