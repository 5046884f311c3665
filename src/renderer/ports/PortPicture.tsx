import { useMemo } from 'react';
import type { MessageTable } from '../../shared/columns/messageTable';
import type { PortHistory } from '../../shared/columns/portHistory';
import { formatCount, formatElapsedUs } from '../../shared/format/format';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './PortPicture.module.css';
import { findRow } from './portMessages';
import { endpointName, type PortStep, stepsOf } from './portSteps';

const STEP_PX = 24;
const MIN_LANE_PX = 76;
const MAX_LANE_PX = 130;

interface PortPictureProps {
  readonly target: number;
  readonly history: PortHistory;
  readonly onSelect: (row: number | undefined) => void;
}

/** The places of a channel's ends: a line for each holder, an arrow for each hop. */
export function PortPicture({ target, history, onSelect }: PortPictureProps) {
  const { table, startUs } = useSession();
  const originUs = useSessionState(
    (state) => state.facts.targets.find((known) => known.target === target)?.timeOrigin ?? 0,
  );
  const steps = useMemo(() => stepsOf(table, history), [table, history]);
  const lanes = useMemo(() => lanesOf(table, steps), [table, steps]);
  const lanePx = Math.max(MIN_LANE_PX, Math.min(MAX_LANE_PX, 420 / lanes.length));
  const widthPx = lanes.length * lanePx;
  const laneOf = (index: number | undefined) => lanes.findIndex(({ key }) => key === keyOf(table, index));

  return (
    <div className={styles.picture} tabIndex={0} role="group" aria-label="History of the port">
      <div className={styles.names} aria-hidden="true">
        <span className={styles.time} />
        <div className={styles.lanes} style={{ width: widthPx }}>
          {lanes.map(({ key, label }, i) => (
            <span key={key} title={label} style={{ left: i * lanePx, width: lanePx }}>
              {label}
            </span>
          ))}
        </div>
      </div>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
          <li key={index}>
            <span className={styles.time}>{formatElapsedUs(originUs + step.atUs - startUs)}</span>
            <svg width={widthPx} height={STEP_PX} aria-hidden="true" className={styles.row}>
              {lanes.map(({ key }, i) => (
                <line
                  key={key}
                  className={styles.life}
                  x1={(i + 0.5) * lanePx}
                  x2={(i + 0.5) * lanePx}
                  y1="0"
                  y2={STEP_PX}
                />
              ))}
              <StepMark step={step} from={laneOf(step.from)} to={laneOf(step.to)} lanePx={lanePx} />
            </svg>
            <span className={styles.text}>
              {step.seq === undefined ? (
                step.text
              ) : (
                <button
                  type="button"
                  title="Show the message that carried it"
                  onClick={() => onSelect(findRow(table, target, step.seq ?? 0))}
                >
                  {step.text}
                </button>
              )}
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.note}>
        {counted(history.messages[0])} on port {history.id}, {history.messages[1]} on port {history.peer}
        {history.visibility === 'passed-on' && ' were seen: since it was passed on, only what a frame receives on it'}.
        {history.mayBe.length > 0 &&
          ` New to main, or back in it: perhaps an end of ${history.mayBe.map((id) => `port ${id}`).join(', ')}. Main can’t tell.`}
      </p>
    </div>
  );
}

function counted(messages: number): string {
  return `${formatCount(messages)} ${messages === 1 ? 'message' : 'messages'}`;
}

interface StepMarkProps {
  readonly step: PortStep;
  /** Lanes; -1 where it is not known. */
  readonly from: number;
  readonly to: number;
  readonly lanePx: number;
}

function StepMark({ step, from, to, lanePx }: StepMarkProps) {
  const middle = STEP_PX / 2;
  const x = (lane: number) => (lane + 0.5) * lanePx;
  if (step.what === 'hop' && from >= 0 && to >= 0 && from !== to) {
    const sign = to > from ? 1 : -1;
    const tip = x(to) - sign * 2;
    return (
      <g className={styles.hop}>
        <circle cx={x(from)} cy={middle} r="3" />
        <line x1={x(from)} x2={tip} y1={middle} y2={middle} />
        <path d={`M${tip} ${middle}l${-sign * 7} -4v8z`} />
      </g>
    );
  }
  const lane = Math.max(0, from);
  if (step.what === 'made') return <circle className={styles.made} cx={x(lane)} cy={middle} r="5" />;
  if (step.what === 'closed') {
    return <path className={styles.closed} d={`M${x(0) - 4} ${middle - 4}l8 8m0 -8l-8 8`} />;
  }
  return <circle className={styles.dot} cx={x(lane)} cy={middle} r="3" />;
}

interface Lane {
  readonly key: string;
  readonly label: string;
}

/** Main first, then the others in the order of appearance. A renamed endpoint has one lane. */
function lanesOf(table: MessageTable, steps: readonly PortStep[]): Lane[] {
  const lanes = new Map<string, Lane>([['main', { key: 'main', label: 'main' }]]);
  for (const { from, to } of steps) {
    for (const index of [from, to]) {
      const key = keyOf(table, index);
      if (key !== undefined) lanes.set(key, { key, label: endpointName(table, index) });
    }
  }
  return [...lanes.values()];
}

function keyOf(table: MessageTable, index: number | undefined): string | undefined {
  const endpoint = index === undefined ? undefined : table.endpoints[index];
  if (endpoint === undefined) return undefined;
  return endpoint.kind === 'main' ? 'main' : `${endpoint.id}`;
}
