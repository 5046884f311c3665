/** The inspector's own window, under load. */

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeLine } from '../../../src/shared/journal/lineCodec';
import { HEADER } from '../../support/captureFiles';
import { testApps } from '../../support/paths';
import { TARGET } from '../ingest/agentChunks';
import { progress } from '../progress';
import { quantile } from '../statistics';
import { BenchInspector } from './benchInspector';
import { firstPaintEpochMs, frameTimes, keyToRows, pressToDetail } from './probes';
import type { FrameFigures, WindowFigures, WindowSettings } from './windowReport';

const PAYLOAD_BYTES = 1_000_000;
const MAX_LOAD_MS = 10 * 60_000;

/** @throws Error on a system where a script can't stand in for an executable (Windows) */
export async function benchWindow(settings: WindowSettings): Promise<WindowFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'electroscope-bench-'));
  try {
    const live = await benchLive(settings, await standIn(folder));
    const detailsMs = await benchDetail(settings, folder);
    const startsMs: number[] = [];
    for (let i = 0; i < settings.starts; i++) startsMs.push(await benchStart());
    return { settings, ...live, detailsMs, startsMs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchLive(
  { messages, messagesPerSecond, seconds, keystrokes }: WindowSettings,
  executable: string,
): Promise<Pick<WindowFigures, 'arrivedPerSecond' | 'following' | 'scrolling' | 'memory' | 'keystrokesMs'>> {
  progress(
    `window: ${messages.toLocaleString('en')} messages, then ${messagesPerSecond.toLocaleString('en')} a second`,
  );
  const inspector = await BenchInspector.start([join(testApps, 'bench'), '--electron', executable], {
    BENCH_LOADED_MESSAGES: String(messages),
    BENCH_MESSAGES_PER_SECOND: String(messagesPerSecond),
  });
  try {
    await waitForCaptured(inspector, messages);
    const before = await captured(inspector);
    const startedAt = performance.now();
    const following = await watchFrames(inspector, seconds, async () => {});
    const arrived = (await captured(inspector)) - before;
    const arrivedPerSecond = (arrived * 1000) / (performance.now() - startedAt);
    const scrolling = await watchFrames(inspector, seconds, () => scroll(inspector, seconds));
    const memory = await inspector.memory();
    const keystrokesMs = await typeFilters(inspector, keystrokes);
    return { arrivedPerSecond, following, scrolling, memory, keystrokesMs };
  } finally {
    await inspector.stop();
  }
}

/** What the frames are like while something goes on. */
async function watchFrames(
  inspector: BenchInspector,
  seconds: number,
  meanwhile: () => Promise<void>,
): Promise<FrameFigures> {
  const busyBefore = await inspector.metric('TaskDuration');
  const startedAt = performance.now();
  const [times] = await Promise.all([inspector.page.evaluate(frameTimes, seconds * 1000), meanwhile()]);
  const elapsedSeconds = (performance.now() - startedAt) / 1000;
  const busy = (await inspector.metric('TaskDuration')) - busyBefore;
  return {
    framesPerSecond: (times.length * 1000) / times.reduce((sum, time) => sum + time, 0),
    p99FrameMs: quantile(times, 0.99),
    worstFrameMs: Math.max(...times),
    uiThreadShare: busy / elapsedSeconds,
  };
}

/** Up and down with the wheel, as fast as a hand does. */
async function scroll({ page, devTools }: BenchInspector, seconds: number): Promise<void> {
  const box = await page.getByRole('grid', { name: 'Messages' }).boundingBox();
  if (box === null) throw new Error('The table is not drawn.');
  const speed = 3000;
  await devTools.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: (seconds * 1000 * speed) / 1000,
    speed,
    gestureSourceType: 'mouse',
    preventFling: true,
  });
}

/** Types and deletes filters over columns; each key leads to another number of messages. */
async function typeFilters({ page }: BenchInspector, keystrokes: number): Promise<number[]> {
  const filter = page.getByRole('combobox', { name: 'Filter' });
  const times: number[] = [];
  await filter.fill('channel:notes:list-');
  while (times.length < keystrokes) {
    for (const key of ['1', '2', 'Backspace', 'Backspace']) {
      const measured = page.evaluate(keyToRows);
      await filter.press(key);
      times.push(await measured);
    }
  }
  return times.slice(0, keystrokes);
}

/** Clicks between two messages, each of 1 MB. */
async function benchDetail({ keystrokes }: WindowSettings, folder: string): Promise<number[]> {
  progress('window: detail of large payloads');
  const file = join(folder, 'large.escope');
  await writeFile(file, largeCapture());
  const inspector = await BenchInspector.start(['--open', file]);
  try {
    await waitForCaptured(inspector, 2);
    const rows = inspector.page.getByRole('grid', { name: 'Messages' }).locator('[role=row][aria-selected]');
    const times: number[] = [];
    for (let i = 0; i < keystrokes; i++) {
      const measured = inspector.page.evaluate(pressToDetail, `large-${i % 2}`);
      await rows.nth(i % 2).click();
      times.push(await measured);
    }
    return times;
  } finally {
    await inspector.stop();
  }
}

async function benchStart(): Promise<number> {
  progress('window: start');
  const inspector = await BenchInspector.start([]);
  try {
    return (await inspector.page.evaluate(firstPaintEpochMs)) - inspector.startedAtMs;
  } finally {
    await inspector.stop();
  }
}

/** A script that the inspector takes for an Electron. */
async function standIn(folder: string): Promise<string> {
  const path = join(folder, 'stand-in');
  const program = join(import.meta.dirname, 'standInTarget.mjs');
  await writeFile(path, `#!/bin/sh\nexec '${process.execPath}' '${program}'\n`);
  await chmod(path, 0o700);
  return path;
}

function largeCapture(): string {
  const items = Array.from({ length: 10_000 }, (_, i) => ({ id: i, title: 'x'.repeat(PAYLOAD_BYTES / 10_000 - 28) }));
  const message = (i: number) => ({
    ...({ type: 'message', seq: i + 1, at: i, kind: 'send', direction: 'to-main', channel: `large-${i}` } as const),
    from: 2,
    to: 1,
    size: PAYLOAD_BYTES,
    target: 1,
    args: [items],
  });
  return [HEADER, { type: 'target', target: 1, ...TARGET } as const, message(0), message(1)]
    .map((entry) => encodeLine(entry))
    .join('');
}

async function waitForCaptured(inspector: BenchInspector, messages: number): Promise<void> {
  await inspector.page.waitForFunction(
    (wanted) => {
      const text = document.querySelector('footer')?.textContent ?? '';
      return Number(/([\d,]+) captured/.exec(text)?.[1]?.replaceAll(',', '')) >= wanted;
    },
    messages,
    { timeout: MAX_LOAD_MS },
  );
}

async function captured({ page }: BenchInspector): Promise<number> {
  const text = await page.getByRole('contentinfo').innerText();
  return Number(/([\d,]+) captured/.exec(text)?.[1]?.replaceAll(',', ''));
}
