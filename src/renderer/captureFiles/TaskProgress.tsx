import styles from '../components/Cards.module.css';
import { useWindowState } from '../session/SessionContext';

/** How far opening or saving is, where that takes long enough to be worth telling. */
export function TaskProgress() {
  const task = useWindowState((state) => state.task);
  if (task === undefined) return null;
  const percent = task.total > 0 ? Math.min(100, Math.floor((task.done / task.total) * 100)) : 0;
  return (
    <section className={styles.card} aria-label={task.title}>
      <strong className={styles.title} title={task.title}>
        {task.title}
      </strong>
      <span className={styles.percent}>{percent} %</span>
      <progress className={styles.bar} value={percent} max={100} aria-label={task.title} />
      <button type="button" onClick={() => void window.electroscope.cancelTask()}>
        Cancel
      </button>
    </section>
  );
}
