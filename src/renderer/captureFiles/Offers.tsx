import type { OfferInfo } from '../../shared/session/tasks';
import styles from '../components/Cards.module.css';
import { useSession, useWindowState } from '../session/SessionContext';

/** Questions about earlier sessions. One card asks about all that were not closed. */
export function Offers() {
  const { windowStore } = useSession();
  const offers = useWindowState((state) => state.offers);
  const answer = (answered: readonly OfferInfo[], isAccepted: boolean) => {
    windowStore.setState({ offers: offers.filter((offer) => !answered.includes(offer)) });
    for (const { id } of answered) void window.electroscope.answerOffer(id, isAccepted);
  };
  const unclosed = offers.filter((offer) => offer.unclosed !== undefined);
  const alone = unclosed.length > 1 ? offers.filter((offer) => offer.unclosed === undefined) : offers;
  return (
    <>
      {unclosed.length > 1 && <UnclosedCard offers={unclosed} onAnswer={answer} />}
      {alone.map((offer) => (
        <section key={offer.id} className={styles.card} aria-label={offer.title}>
          <div className={styles.words}>
            <strong>{offer.title}</strong>
            <span>{offer.detail}</span>
          </div>
          <div className={styles.answers}>
            <button type="button" onClick={() => answer([offer], false)}>
              {offer.dismiss}
            </button>
            <button type="button" onClick={() => answer([offer], true)}>
              {offer.accept}
            </button>
          </div>
        </section>
      ))}
    </>
  );
}

interface UnclosedCardProps {
  readonly offers: readonly OfferInfo[];
  readonly onAnswer: (answered: readonly OfferInfo[], isAccepted: boolean) => void;
}

/** Several sessions that were not closed. The user can open each, or dismiss all. */
function UnclosedCard({ offers, onAnswer }: UnclosedCardProps) {
  const title = `${offers.length} sessions were not closed`;
  return (
    <section className={styles.card} aria-label={title}>
      <div className={styles.words}>
        <strong>{title}</strong>
        <span>Electroscope ended unexpectedly. Their messages are saved.</span>
      </div>
      <div className={styles.answers}>
        <button type="button" onClick={() => onAnswer(offers, false)}>
          Not now
        </button>
      </div>
      <ul className={styles.list}>
        {offers.map((offer) => (
          <li key={offer.id}>
            <span>{offer.unclosed}</span>
            <button type="button" onClick={() => onAnswer([offer], true)}>
              {offer.accept}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
