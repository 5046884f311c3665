/** The caller's side of the timing, from a preload in the frames: true, and without a trace in them. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { EndpointEntry, MessageEntry } from '../../src/shared/journal/entries';
import { CapturedTarget, type LaunchOptions } from '../support/capturedTarget';
import { accountForTiming } from '../support/completeness/timingAccount';
import { electron, posix, unless } from '../support/conditions';
import { electronWith } from '../support/electronWith';
import { projectRoot, testApps } from '../support/paths';

test.describe.configure({ mode: 'default' });

/** As in the scenario. */
const BUSY_US = 60_000;
/** Two readings of a clock of a sandboxed document, which steps so far. */
const CLOCK_STEPS_US = 200;
const DOCUMENTS = ['sandboxed', 'isolated', 'integrated'].flatMap((name) => [name, `${name}, another document`]);

interface FrameTimes {
  readonly sentAt: number | null;
  readonly receivedAt: number | null;
  readonly clockErrorUs: number;
}

interface Measured {
  readonly syncMs: number;
  readonly failures: readonly string[];
  readonly answer: string;
  readonly handled: string;
  readonly rejections: readonly string[];
}

/** What stands in for other versions, before the agent and after it. */
const EMULATED = {
  'as it is': undefined,
  'as from 42.4 on': { version: '42.9.3', before: 'nativePreloads.cjs', after: ['sessionDispatch.cjs'] },
  'as up to 23': { version: '22.3.27', before: 'ownPreloadPaths.cjs', after: [] },
};

for (const [name, emulation] of Object.entries(EMULATED)) {
  test.describe(`with the preload, ${name}`, () => {
    if (emulation !== undefined) {
      test.skip(...unless(posix, 'the emulation is started by a shell script'));
      test.skip(...unless(electron({ from: 24, to: 34 }), 'others have what is emulated, or cannot emulate it'));
    }
    withPreload(emulation);
  });
}

interface Emulation {
  readonly version: string;
  readonly before: string;
  readonly after: readonly string[];
}

function withPreload(emulation: Emulation | undefined): void {
  let target: CapturedTarget;
  let times: Map<number, FrameTimes>;
  let folder: string;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'electroscope-timing-'));
    target = await runScenario(true, emulation === undefined ? {} : await emulate(emulation, folder));
    await target.waitFor('the times of the last document', () => {
      times = timesOf(target);
      return target.messages.filter(({ channel }) => channel === 'done').every(({ seq }) => times.has(seq));
    });
  });

  test.afterAll(async () => {
    await target.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('no hook is reported as missing', () => {
    const { hooks = [], electron } = target.description ?? {};
    expect(hooks.filter(({ unavailable }) => unavailable !== undefined)).toEqual([]);
    expect(hooks).toContainEqual({ name: 'timing preload' });
    if (emulation !== undefined) expect(electron).toBe(emulation.version);
  });

  for (const title of DOCUMENTS) {
    test(`${title}: is told of, and matched`, () => {
      const own = messagesOf(target, title);
      expect(own.length).toBeGreaterThan(8);
      const sent = own.filter(({ channel }) => channel !== 'uncloneable');
      expect(sent.filter(({ seq, internal }) => !internal && !times.has(seq))).toEqual([]);
    });

    test(`${title}: a call that main is too busy for is long on its way`, () => {
      // Main is busy from when it has the first, which is not before that was sent.
      const sentLaterUs = sentAt(find(title, 'behind')) - sentAt(find(title, 'block'));
      const behind = find(title, 'behind');
      const { clockErrorUs } = timeOf(behind);
      expect(behind.at - sentAt(behind)).toBeGreaterThanOrEqual(BUSY_US - sentLaterUs - 2 * clockErrorUs);
      const busyUntilUs = (timeOf(find(title, 'be-busy')).receivedAt as number) + BUSY_US;
      expect(timeOf(find(title, 'after-busy')).receivedAt).toBeGreaterThanOrEqual(busyUntilUs - CLOCK_STEPS_US);
    });

    test(`${title}: sendSync lasts as long as the frame stands still`, () => {
      const { sentAt, receivedAt } = timeOf(find(title, 'sync'));
      const lastedUs = (receivedAt as number) - (sentAt as number);
      expect(lastedUs).toBeGreaterThanOrEqual(BUSY_US - CLOCK_STEPS_US);
      expect(lastedUs).toBeLessThanOrEqual(measured(title).syncMs * 1000 + CLOCK_STEPS_US);
    });

    test(`${title}: an answer is told of when it is there`, () => {
      const { sentAt, receivedAt } = timeOf(find(title, 'later'));
      expect((receivedAt as number) - (sentAt as number)).toBeGreaterThanOrEqual(BUSY_US - CLOCK_STEPS_US);
    });

    test(`${title}: the page sees what it would see without`, () => {
      const { failures, answer, handled, rejections } = measured(title);
      expect(failures).toEqual(Array(4).fill('An object could not be cloned.'));
      expect(answer).toBe('later');
      expect(handled).toBe("Error invoking remote method 'fails': Error: as it should");
      // Of two rejections, the one that the page did not handle.
      expect(rejections).toEqual([handled]);
    });
  }

  test('nothing is told that can’t be', () => {
    expect(accountForTiming(target.entries, target.messages)).toMatchObject({ lost: 0, impossible: [] });
    expect(target.entries.filter(({ type }) => type === 'fault')).toEqual([]);
  });

  test('clocks: that of a sandboxed document is aligned, any other is the same', () => {
    for (const title of DOCUMENTS) {
      const { clockErrorUs } = timeOf(find(title, 'done'));
      if (title.startsWith('sandboxed')) expect(clockErrorUs, title).toBeGreaterThan(100);
      else expect(clockErrorUs, title).toBeLessThan(100);
    }
  });

  test('the app’s sessions have no preload of ours, and its own fail for none', () => {
    const output = target.process.output.all.map((line) => line.text);
    expect(output).toContain('preloads of the app: 0');
    expect(output.filter((line) => line.includes('preload error'))).toEqual([]);
  });

  function find(title: string, channel: string): MessageEntry {
    return messagesOf(target, title).find((message) => message.channel === channel) as MessageEntry;
  }

  function timeOf({ seq }: MessageEntry): FrameTimes {
    return times.get(seq) as FrameTimes;
  }

  function sentAt(message: MessageEntry): number {
    return timeOf(message).sentAt as number;
  }

  function measured(title: string): Measured {
    return (find(title, 'measured').args as unknown as [Measured])[0];
  }
}

test('switched off, no frame has the preload', async () => {
  const target = await runScenario(false);
  try {
    expect(target.messages.filter(({ channel }) => channel === 'done')).toHaveLength(DOCUMENTS.length);
    expect(target.entries.filter(({ type }) => type === 'delivery')).toEqual([]);
    const frames = target.entries.filter((entry): entry is EndpointEntry => entry.type === 'endpoint');
    expect(frames.filter(({ timing }) => timing !== undefined)).toEqual([]);
    expect(target.description?.capture?.timing).toBe(false);
  } finally {
    await target.close();
  }
});

async function emulate({ before, after }: Emulation, folder: string): Promise<LaunchOptions> {
  const fixtures = join(projectRoot, 'test', 'fixtures', 'sessionDispatch');
  return {
    electron: await electronWith(join(fixtures, before), folder),
    preloads: after.map((file) => join(fixtures, file)),
  };
}

async function runScenario(timing: boolean, options: LaunchOptions = {}): Promise<CapturedTarget> {
  const target = await CapturedTarget.launch(join(testApps, 'paths'), {
    ...options,
    args: ['--scenario=timing'],
    settings: { timing },
  });
  await target.waitForOutput('scenario done');
  await target.waitFor(
    'the last message',
    () => target.messages.filter(({ channel }) => channel === 'done').length === DOCUMENTS.length,
  );
  return target;
}

function timesOf({ entries }: CapturedTarget): Map<number, FrameTimes> {
  const times = new Map<number, FrameTimes>();
  for (const entry of entries) {
    if (entry.type !== 'delivery') continue;
    for (const [seq, sentAt, receivedAt] of entry.times) {
      const known = times.get(seq);
      times.set(seq, {
        sentAt: sentAt ?? known?.sentAt ?? null,
        receivedAt: receivedAt ?? known?.receivedAt ?? null,
        clockErrorUs: entry.clockErrorUs,
      });
    }
  }
  return times;
}

/** The messages of the app's, from and to the document with this title. */
function messagesOf(target: CapturedTarget, title: string): MessageEntry[] {
  return target.messages.filter((message) => {
    const frameId = message.direction === 'to-renderer' ? message.to : message.from;
    return message.internal !== true && titleOf(target, frameId, message) === title;
  });
}

function titleOf(target: CapturedTarget, id: number, message: MessageEntry): string | undefined {
  const url = target.endpoint(id, message)?.url;
  return url === undefined ? undefined : (new URL(url).searchParams.get('title') ?? undefined);
}
