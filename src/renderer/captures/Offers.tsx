import styles from '../components/Cards.module.css';
import { useSession, useWindowState } from '../session/SessionContext';

/** What the inspector asks about sessions of before. */
export function Offers() {
  const { windowStore } = useSession();
  const offers = useWindowState((state) => state.offers);
  const answer = (id: string, isAccepted: boolean) => {
    windowStore.setState({ offers: offers.filter((offer) => offer.id !== id) });
    void window.electroscope.answerOffer(id, isAccepted);
  };
  return offers.map(({ id, title, detail, accept, dismiss }) => (
    <section key={id} className={styles.card} aria-label={title}>
      <strong className={styles.text}>{title}</strong>
      <span className={styles.text}>{detail}</span>
      <div className={styles.answers}>
        <button type="button" onClick={() => answer(id, false)}>
          {dismiss}
        </button>
        <button type="button" onClick={() => answer(id, true)}>
          {accept}
        </button>
      </div>
    </section>
  ));
}
