/** Numbers as people read them. */

/** `640 B`, `12.3 KB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  for (const [unit, size] of [
    ['KB', 1024],
    ['MB', 1024 ** 2],
  ] as const) {
    if (bytes < size * 1000) return `${significant(bytes / size)} ${unit}`;
  }
  return `${significant(bytes / 1024 ** 3)} GB`;
}

/** `85 µs`, `1.24 ms`, `320 ms`, `2.41 s`, `3 min 20 s`; empty for NaN. */
export function formatDurationUs(us: number): string {
  if (Number.isNaN(us)) return '';
  if (us < 1000) return `${Math.round(us)} µs`;
  if (us < 999_500) return `${significant(us / 1000)} ms`;
  if (us < 60_000_000) return `${(us / 1_000_000).toFixed(2)} s`;
  const seconds = Math.round(us / 1_000_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Time that passes while it is shown, in whole seconds: `4 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Time since the session began: `0.084 s`, `12.301 s`, `4:07.120`. */
export function formatElapsedUs(us: number): string {
  const seconds = us / 1_000_000;
  // What rounds to nothing has no sign.
  if (Math.abs(seconds) < 60) return `${seconds.toFixed(3).replace(/^-(?=0\.000$)/, '')} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = (seconds - minutes * 60).toFixed(3).padStart(6, '0');
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** Local wall-clock time: `14:03:22.123456`. */
export function formatClockUs(epochUs: number): string {
  const date = new Date(Math.floor(epochUs / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const micros = String(Math.floor(epochUs % 1_000_000)).padStart(6, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${micros}`;
}

/** `1,234,567`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** A share of 1: `< 0.1 %`, `0.8 %`, `12 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent < 0.1) return percent === 0 ? '0 %' : '< 0.1 %';
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)} %`;
}

/** Three significant digits, without trailing zeros after the point. */
function significant(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
