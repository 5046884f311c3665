import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './LineChart.module.css';
import { onSchemeChange, paletteOf } from './palette';

/** Colour and dashes distinguish the series. */
export const LINE_STYLES: readonly { readonly color: `--${string}`; readonly dash: readonly number[] }[] = [
  { color: '--kind-invoke', dash: [] },
  { color: '--kind-sendsync', dash: [7, 3] },
  { color: '--kind-postmessage', dash: [2, 3] },
  { color: '--kind-port', dash: [10, 3, 2, 3] },
  { color: '--kind-utility', dash: [14, 4] },
  { color: '--kind-sendtohost', dash: [4, 2, 4, 6] },
];

interface LineChartProps {
  /** What it shows, in words. */
  readonly label: string;
  /** x, and y for each series; null where there is no value. */
  readonly data: readonly (readonly (number | null)[])[];
  /** @param step between the values that are shown */
  readonly formatX: (x: number, step: number) => string;
  readonly formatY: (y: number) => string;
  /** Index of the values under the pointer; undefined: it is elsewhere. */
  readonly onHover: (index: number | undefined) => void;
  /** The user dragged over a range of x. */
  readonly onSelect: (from: number, until: number) => void;
}

/** Lines over a common x. */
export function LineChart({ label, data, ...callbacks }: LineChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const latest = useRef(callbacks);
  latest.current = callbacks;
  const aligned = data as uPlot.AlignedData;
  const latestData = useRef(aligned);
  latestData.current = aligned;
  const seriesCount = data.length - 1;

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const create = () => {
      chart.current?.destroy();
      chart.current = new uPlot(optionsOf(element, seriesCount, latest), latestData.current, element);
    };
    create();
    const observer = new ResizeObserver(() =>
      chart.current?.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    const stop = onSchemeChange(create);
    return () => {
      stop();
      observer.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [seriesCount]);

  useEffect(() => {
    if (chart.current?.series.length === aligned.length) chart.current.setData(aligned);
  }, [aligned]);

  return <div ref={host} className={styles.chart} role="img" aria-label={label} />;
}

type Callbacks = Omit<LineChartProps, 'label' | 'data'>;

function optionsOf(element: HTMLElement, seriesCount: number, latest: { readonly current: Callbacks }): uPlot.Options {
  const palette = paletteOf(element);
  const font = `10.5px ${getComputedStyle(element).fontFamily}`;
  const axis = {
    stroke: palette('--text-dim'),
    font,
    grid: { stroke: palette('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    cursor: {
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
    },
    scales: {
      x: { time: false },
      y: { range: (_chart, _min, max) => [0, Number.isFinite(max) && max > 0 ? max * 1.1 : 1] },
    },
    axes: [
      {
        ...axis,
        size: 22,
        space: 80,
        values: (_chart, ticks) => {
          const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
          return ticks.map((x) => latest.current.formatX(x, step));
        },
      },
      { ...axis, size: 64, space: 28, values: (_chart, ticks) => ticks.map((y) => latest.current.formatY(y)) },
    ],
    series: [
      {},
      ...Array.from({ length: seriesCount }, (_, i): uPlot.Series => {
        const style = LINE_STYLES[i % LINE_STYLES.length];
        return {
          stroke: palette(style?.color ?? '--text'),
          dash: [...(style?.dash ?? [])],
          width: 1.6,
          spanGaps: true,
        };
      }),
    ],
    hooks: {
      setCursor: [(chart) => latest.current.onHover(chart.cursor.idx ?? undefined)],
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < 3) return;
          latest.current.onSelect(chart.posToVal(left, 'x'), chart.posToVal(left + width, 'x'));
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}
