import { Plus, X } from 'lucide-react';
import { type FormEvent, useCallback, useMemo, useState } from 'react';
import { type CompiledFilter, compileFilter } from '../../shared/filter/compile';
import { formatCount, formatDurationUs, formatElapsedUs } from '../../shared/format/format';
import { IconButton } from '../components/IconButton';
import { LINE_STYLES, LineChart } from '../components/LineChart';
import { useSession, useWindowState } from '../session/SessionContext';
import type { SessionModel } from '../session/sessionModel';
import { useSlowVersion } from '../session/useSlowVersion';
import { useViewTally } from '../session/useTally';
import { tickLabel } from '../timeline/timeScale';
import styles from './ChannelCharts.module.css';
import { type ChartSeries, ChartTally, MAX_SERIES } from './chartTally';

const REFRESH_MS = 500;
const SUGGESTIONS = ['is:error', 'kind:invoke', 'kind:send', 'dur>50ms'];

interface Metric {
  readonly title: string;
  /** @returns null where there is no value */
  valueOf(series: ChartSeries, index: number, bucketUs: number): number | null;
  format(value: number): string;
}

const perSecond = (value: number) => `${value >= 10 ? formatCount(Math.round(value)) : Number(value.toPrecision(2))}/s`;

const METRICS = {
  messages: {
    title: 'Messages a second',
    valueOf: ({ messages }, index, bucketUs) => ((messages.values[index] as number) * 1e6) / bucketUs,
    format: perSecond,
  },
  errors: {
    title: 'Errors a second',
    valueOf: ({ errors }, index, bucketUs) => ((errors.values[index] as number) * 1e6) / bucketUs,
    format: perSecond,
  },
  p95: {
    title: 'Duration, p95',
    valueOf: ({ durations }, index) => durations.quantile(index, 0.95) ?? null,
    format: formatDurationUs,
  },
} as const satisfies Record<string, Metric>;
type MetricName = keyof typeof METRICS;

/** Messages in the view over time, a line for each of a few filters. */
export function ChannelCharts() {
  const session = useSession();
  const { windowStore } = session;
  const chosen = useWindowState((state) => state.chartFilters);
  const [metricName, setMetricName] = useState<MetricName>('messages');
  const [hovered, setHovered] = useState<number>();
  const metric: Metric = METRICS[metricName];
  const viewVersion = useWindowState((state) => state.viewVersion);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another session, filters are compiled for its channels.
  const compiled = useMemo(
    () => chosen.flatMap((text) => compiledFilter(session, text) ?? []),
    [session, chosen, viewVersion],
  );
  const texts = compiled.map(({ text }) => text);
  const viewTally = useViewTally(useCallback(() => new ChartTally(session.table, compiled), [session, compiled]));
  const version = useSlowVersion(viewTally?.version ?? 0, REFRESH_MS, viewTally?.progress === 1);
  const { startUs: originUs } = session;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the sums, which live outside React.
  const data = useMemo(() => dataOf(viewTally?.tally, metric, originUs), [viewTally?.tally, version, metric, originUs]);
  const bucketUs = viewTally?.tally.axis.bucketUs ?? 0;
  const remove = (text: string) =>
    windowStore.setState(({ chartFilters }) => ({ chartFilters: chartFilters.filter((known) => known !== text) }));

  return (
    <section className={styles.charts} aria-label="Charts over time">
      <div className={styles.tools}>
        <div className={styles.metrics} role="group" aria-label="What is charted">
          {(Object.keys(METRICS) as MetricName[]).map((name) => (
            <button key={name} type="button" aria-pressed={name === metricName} onClick={() => setMetricName(name)}>
              {METRICS[name].title}
            </button>
          ))}
        </div>
        <ul className={styles.series} aria-label="Series">
          {texts.map((text, i) => (
            <li key={text}>
              <Swatch index={i} />
              <span className={styles.text} title={text}>
                {titleOf(text)}
              </span>
              <button type="button" aria-label={`Remove ${titleOf(text)}`} onClick={() => remove(text)}>
                <X size={12} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        {texts.length < MAX_SERIES && <AddSeries />}
        <span className={styles.close}>
          <IconButton icon={X} label="Close the charts" onClick={() => windowStore.setState({ isChartOpen: false })} />
        </span>
      </div>
      <div className={styles.chart}>
        {texts.length > 0 ? (
          <LineChart
            label={`${metric.title}, over time: ${texts.map((text) => text || 'all in view').join('; ')}`}
            data={data}
            formatX={(seconds, step) => tickLabel(seconds * 1e6, step * 1e6)}
            formatY={metric.format}
            onHover={setHovered}
            onSelect={(from, until) =>
              session.setTimeRange({ fromUs: originUs + from * 1e6, untilUs: originUs + until * 1e6 })
            }
          />
        ) : (
          <p className={styles.none}>Add a filter to see its messages over time.</p>
        )}
        {hovered !== undefined && data[0]?.[hovered] !== undefined && (
          <div className={styles.readout}>
            <b>
              {formatElapsedUs((data[0][hovered] as number) * 1e6)} + {formatDurationUs(bucketUs)}
            </b>
            {texts.map((text, i) => {
              const value = valueNear(data[i + 1], hovered);
              return (
                <span key={text}>
                  <Swatch index={i} /> {value === undefined ? '–' : metric.format(value)}
                </span>
              );
            })}
          </div>
        )}
      </div>
    </section>
  );
}

function titleOf(filter: string): string {
  return filter === '' ? 'All in view' : filter;
}

/** Undefined for what is not a filter, or one that must read payloads. */
function compiledFilter(session: SessionModel, text: string): CompiledFilter | undefined {
  const result = compileFilter(text, session.table);
  return 'filter' in result && result.filter.conditions.length === 0 ? result.filter : undefined;
}

function dataOf(tally: ChartTally | undefined, metric: Metric, originUs: number): (number | null)[][] {
  if (tally === undefined) return [[]];
  const { axis, series } = tally;
  const indexes = Array.from({ length: axis.length }, (_, i) => i);
  const times = indexes.map((i) => (axis.startUs + i * axis.bucketUs - originUs) / 1e6);
  return [times, ...series.map((one) => indexes.map((i) => metric.valueOf(one, i, axis.bucketUs)))];
}

/** The value at an index, or the nearest within a few steps: where messages are few, many steps have none. */
function valueNear(values: readonly (number | null)[] | undefined, index: number): number | undefined {
  for (const step of [0, 1, -1, 2, -2, 3, -3]) {
    const value = values?.[index + step];
    if (typeof value === 'number') return value;
  }
  return undefined;
}

function Swatch({ index }: { readonly index: number }) {
  const style = LINE_STYLES[index % LINE_STYLES.length];
  return (
    <svg width="20" height="8" aria-hidden="true">
      <line
        x1="0"
        y1="4"
        x2="20"
        y2="4"
        strokeWidth="2.4"
        strokeDasharray={style?.dash.join(' ')}
        style={{ stroke: `var(${style?.color})` }}
      />
    </svg>
  );
}

/** A field for one more filter; says what is wrong with it. */
function AddSeries() {
  const session = useSession();
  const known = useWindowState((state) => state.chartFilters);
  const filterText = useWindowState((state) => state.filterText);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();

  const add = (filter: string): boolean => {
    const result = compileFilter(filter, session.table);
    const found = known.includes(filter)
      ? 'This series is shown already'
      : 'error' in result
        ? result.error.message
        : result.filter.conditions.length > 0
          ? 'A chart can’t search payloads; ask for a key instead, as channel:notes'
          : undefined;
    setProblem(found);
    if (found !== undefined) return false;
    session.windowStore.setState({ chartFilters: [...known, filter] });
    return true;
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (add(text.trim())) setText('');
  };
  const suggested = [...new Set([...(known.includes('') ? [] : ['']), ...SUGGESTIONS, filterText])].filter(
    (filter) => !known.includes(filter) && compiledFilter(session, filter) !== undefined,
  );
  return (
    <form className={styles.add} onSubmit={onSubmit}>
      <input
        type="text"
        placeholder="Add a filter"
        aria-label="Add a series to the charts"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : 'chart-problem'}
        list="chart-suggestions"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
      />
      <datalist id="chart-suggestions">
        {suggested.map((filter) => (
          <option key={filter} value={filter}>
            {titleOf(filter)}
          </option>
        ))}
      </datalist>
      <IconButton icon={Plus} label="Add the series" onClick={() => add(text.trim()) && setText('')} />
      {suggested.slice(0, 3).map((filter) => (
        <button key={filter} type="button" className={styles.suggestion} onClick={() => add(filter)}>
          + {titleOf(filter)}
        </button>
      ))}
      {problem !== undefined && (
        <span id="chart-problem" className={styles.problem} role="alert">
          {problem}.
        </span>
      )}
    </form>
  );
}
