import styles from './Sparkline.module.css';

const WIDTH_PX = 90;
const HEIGHT_PX = 16;

/**
 * Values over time as bars, the largest as high as there is room. Says nothing by itself.
 *
 * @param values one for each step of time; those beyond `length` don't count
 */
export function Sparkline({ values, length }: { readonly values: ArrayLike<number>; readonly length: number }) {
  let most = 0;
  for (let i = 0; i < length; i++) most = Math.max(most, values[i] as number);
  let path = '';
  const step = WIDTH_PX / Math.max(1, length);
  for (let i = 0; i < length; i++) {
    const value = values[i] as number;
    if (value === 0) continue;
    const height = Math.max(1.5, (value / most) * HEIGHT_PX);
    const width = Math.max(1, step - 0.3);
    path += `M${(i * step).toFixed(1)} ${HEIGHT_PX}v${(-height).toFixed(1)}h${width.toFixed(1)}V${HEIGHT_PX}z`;
  }
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 0 ${WIDTH_PX} ${HEIGHT_PX}`}
      width={WIDTH_PX}
      height={HEIGHT_PX}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
