import { BrandMark } from '../components/BrandMark';
import { useSessionState } from '../session/SessionContext';
import { stuckAppsOf } from '../stuck/stuckApps';
import styles from './TargetStatus.module.css';

/** The watched app and its state, or the capture that is shown. */
export function TargetStatus() {
  const capture = useSessionState((state) => state.capture);
  const name = 'name' in capture ? capture.name : 'No app';
  const problem = capture.phase === 'opened' ? capture.problem : undefined;
  const apps = capture.phase === 'attached' ? capture.apps.length : 0;
  const isTraced = useSessionState(({ facts }) =>
    facts.targets.some(({ observedBy, endedAt }) => observedBy === 'trace' && endedAt === undefined),
  );
  const stuck = stuckAppsOf(capture).length;
  const state =
    stuck > 0
      ? describeStuck(stuck, apps)
      : describe(capture.phase, 'how' in capture ? capture.how : undefined, apps, isTraced);
  return (
    <div className={styles.target}>
      <span className={styles.mark}>
        <BrandMark size={24} />
      </span>
      <div className={styles.text}>
        <h1 className={styles.name} title={capture.phase === 'opened' ? capture.path : name}>
          {name}
        </h1>
        <span
          className={styles.state}
          data-phase={stuck > 0 ? 'stuck' : capture.phase}
          data-warn={problem !== undefined || stuck > 0}
          role="status"
          title={problem}
        >
          {problem === undefined ? state : `${state}, with damage`}
        </span>
      </div>
    </div>
  );
}

function describeStuck(stuck: number, apps: number): string {
  return apps === 1 ? 'not responding' : `${stuck} of ${apps} apps not responding`;
}

function describe(phase: string, how: string | undefined, apps: number, isTraced: boolean): string {
  switch (phase) {
    case 'starting':
      return 'starting …';
    case 'waiting':
      return 'waiting for the app to start again …';
    case 'attached':
      if (isTraced) return 'channels and times only';
      return apps > 1 ? `attached to ${apps} apps` : 'attached';
    case 'opened':
      return 'opened capture';
    case 'ended':
      return how ?? 'ended';
    default:
      return 'not attached';
  }
}
