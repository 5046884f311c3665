/**
 * An app behaves under the agent as it does without: it runs the same scripted IPC both ways, and what it observed
 * itself is the same, line for line. Whatever the inspector does meanwhile.
 */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { AgentEntry, MessageEntry, OutcomeEntry } from '../../src/shared/journal/entries';
import { electron, posix, unless } from '../support/conditions';
import {
  type AgentRun,
  type AtGate,
  GENERATIONS,
  runWithAgent,
  runWithoutAgent,
  runWithoutInspector,
} from '../support/differential/run';
import { failuresOf, firstDifference, type Transcript } from '../support/differential/transcript';
import { projectRoot } from '../support/paths';

test.skip(...unless(electron({ from: 22 }), 'the app has utility processes'));

// Each generation in a worker of its own, which shares its runs.
test.describe.configure({ mode: 'parallel', timeout: 180_000 });

/** What scenarios/pressure.js sends between its marks, and Electron for the scripts it runs in the page meanwhile. */
const FLOOD = { send: 100, invoke: 11, scriptsAndAnswers: 4 };
const FLOOD_SIZE = FLOOD.send + FLOOD.invoke + FLOOD.scriptsAndAnswers;
/** The arguments of at least this many of them find no room in an agent whose inspector has stopped reading. */
const GIVEN_UP_AT_LEAST = 20;
/** The flood, and some of everything after it. */
const UNDER_PRESSURE = ['pressure', 'order', 'emitters', 'handlers', 'rejections', 'returnValue', 'ports', 'sending'];

const HOOKS = [
  'EventEmitter.listeners',
  'WebContents.emit',
  'Session.emit',
  'timing preload',
  'WebFrameMain.send',
  'WebContents.send',
  'MessageChannelMain',
  'MessagePortMain',
  'utilityProcess.fork',
  'app.relaunch',
  'app.requestSingleInstanceLock',
  'process.exit',
  'process.uncaughtException',
];

type Statuses = Readonly<Record<string, number>>;

/** Some of what the scenarios send, of every kind, in every direction, with every end; how much, they tell. */
const CAPTURED: [kind: string, direction: string, channel: RegExp, statuses: Statuses][] = [
  ['send', 'to-main', /^order:window$/, { ok: 600 }],
  ['send', 'to-main', /^listeners:twice$/, { ok: 2, unhandled: 1 }],
  ['send', 'to-main', /^navigation:send$/, { ok: 6 }],
  ['invoke', 'to-main', /^emitters:invoke$/, { ok: 3, unhandled: 1 }],
  ['invoke', 'to-main', /^rejections:async$/, { error: 16, lost: 3 }],
  ['invoke', 'to-main', /^collection:never$/, { lost: 3 }],
  ['invoke', 'to-main', /^leaving:pending$/, { ok: 1, error: 2 }],
  ['sendSync', 'to-main', /^frames:sync$/, { ok: 3 }],
  ['sendSync', 'to-main', /^returnValue:never$/, { lost: 1, unhandled: 1 }],
  ['send', 'to-main', /^unloading:(send|first)$/, { ok: 2 }],
  ['sendSync', 'to-main', /^unloading:(sync|late)$/, { ok: 2 }],
  ['invoke', 'to-main', /^unloading:invoke$/, { error: 1 }],
  ['postMessage', 'to-main', /^values:post$/, { ok: 56, error: 9 }],
  ['postMessage', 'to-main', /^collection:nobody$/, { unhandled: 1 }],
  ['send', 'to-renderer', /^values:in$/, { ok: 280, error: 45 }],
  ['postMessage', 'to-renderer', /^values:in$/, { ok: 112, error: 18 }],
  ['sendToHost', 'to-host', /^webview:value$/, { ok: 56, error: 9 }],
  ['port', 'port', /^port \d+$/, { ok: 241, error: 35, lost: 3 }],
  ['utility', 'to-utility', /^differential$/, { ok: 65, error: 11, lost: 1 }],
  ['utility', 'to-main', /^differential$/, { ok: 119 }],
];

for (const generation of GENERATIONS) {
  test.describe(`dispatch: ${generation}`, () => {
    test.describe.configure({ mode: 'default' });
    if (generation === 'session') {
      test.skip(...unless(posix, 'the emulation is started by a shell script'));
      test.skip(...unless(electron({ to: 34 }), 'later ones have what is emulated'));
    }

    const reference = once(() => runWithoutAgent(generation));
    const attached = once(() =>
      runWithAgent(generation, async (gate, { disconnect, waitForEntries }) => {
        if (gate === 'relief') await waitForEntries('the whole flood', isFloodOver);
        // When the last one has arrived, all of them have been written out.
        if (gate === 'observation') await waitForEntries('the last observed value', includes('observation:last'));
        if (gate === 'end') disconnect();
      }),
    );

    test('the app itself behaves the same each time', async () => {
      const expected = await reference();
      expect(failuresOf(expected)).toEqual([]);
      await expectSame(expected, await runWithoutAgent(generation));
    });

    test('with an inspector that reads', async () => {
      const { transcript } = await attached();
      await expectSame(await reference(), transcript);
    });

    test('with an inspector that reads: it gets everything', async () => {
      const { entries, description } = await attached();
      expect(description?.hooks).toEqual(HOOKS.map((name) => ({ name })));
      expectWithoutFault(entries);
      expectCounted(entries);
      for (const [kind, direction, channel, statuses] of CAPTURED) {
        await test.step(`${kind} ${direction} ${channel}`, () => {
          const messages = messagesOf(entries).filter(
            (message) => message.kind === kind && message.direction === direction && channel.test(message.channel),
          );
          expect.soft(countStatuses(entries, messages)).toEqual(statuses);
        });
      }
    });

    test('with an inspector that reads: it gets what was sent, after the microtasks that ran before', async () => {
      const { entries } = await attached();
      const sent = messagesOf(entries).filter(({ channel }) => channel === 'microtasks:in');
      expect(sent.map(({ args }) => args)).toEqual(
        [
          'webContents.send',
          'mainFrame.send',
          'mainFrame.postMessage',
          'port.postMessage',
          'utility.postMessage',
        ].flatMap((route) => [
          [`by a microtask of ${route}`],
          ...(/Frame|Contents/.test(route) ? [[{ route, version: 2 }]] : []),
        ]),
      );
      // The document that got them tells of each.
      const timed = new Set(
        entries.flatMap((entry) => (entry.type === 'delivery' ? entry.times.map(([seq]) => seq) : [])),
      );
      expect(sent.filter(({ seq }) => !timed.has(seq))).toEqual([]);
      for (const channel of ['microtasks:sync', 'microtasks:invoke']) {
        const { seq, result } = messagesOf(entries).find((message) => message.channel === channel) as MessageEntry;
        const later = entries.find((entry): entry is OutcomeEntry => entry.type === 'outcome' && entry.seq === seq);
        expect(result ?? later?.result, channel).toEqual({ version: 2 });
      }
    });

    test('with an inspector that goes in the middle of everything', async () => {
      const run = await runWithAgent(generation, async (gate, { disconnect, waitForEntries }) => {
        if (gate !== 'leaving') return;
        await waitForEntries('the messages it goes in the middle of', includes('leaving:flow'));
        disconnect();
      });
      await expectSame(await reference(), run.transcript);
      expectWithoutFault(run.entries);
      expect(includes('navigation:send')(run.entries)).toBe(false);
    });

    test('with an inspector that stops reading', async () => {
      const { entries } = await underPressure(async (gate, { relay, waitForEntries }) => {
        if (gate === 'pressure') relay.pause();
        if (gate !== 'relief') return;
        relay.resume();
        await waitForEntries('the whole flood', isFloodOver);
      });
      expectWithoutFault(entries);
      expectCounted(entries);
      expect(countDropped(entries)).toBe(0);
      const givenUp = messagesOf(entries).filter(({ payloadDropped }) => payloadDropped);
      expect(givenUp.length).toBeGreaterThanOrEqual(GIVEN_UP_AT_LEAST);
      for (const { channel, size, args } of givenUp.filter((message) => message.channel.startsWith('pressure:'))) {
        expect([channel, args]).toEqual([expect.stringMatching(/^pressure:(send|invoke)$/), undefined]);
        expect(size).toBeGreaterThan(250_000);
      }
    });

    test('with an inspector that stops reading, and goes', async () => {
      const run = await underPressure(
        (gate, { relay, disconnect }) => {
          if (gate === 'pressure') relay.pause();
          if (gate === 'relief') disconnect();
        },
        ['ending', 'prototypes'],
      );
      expect(includes('pressure:end')(run.entries)).toBe(false);
    });

    test('without any inspector at its address', async () => {
      await expectSame(await reference(), await runWithoutInspector(generation));
    });

    /** Only some scenarios, and compared with the same: each is quiet about what ran before it. */
    async function underPressure(atGate: AtGate, more: readonly string[] = []): Promise<AgentRun> {
      const only = [...UNDER_PRESSURE, ...more];
      const run = await runWithAgent(generation, atGate, { only });
      await expectSame(await reference(), run.transcript, [...only, 'end', 'printed']);
      return run;
    }
  });
}

test.describe('a difference is found', () => {
  const FAULTS: [file: string, scenario: string][] = [
    ['addsField', 'mutation'],
    ['addsListener', 'listeners'],
    ['changesErrors', 'rejections'],
    ['delaysListeners', 'order'],
    ['keepsEvents', 'collection'],
    ['readsValues', 'observation'],
    ['prints', 'printed'],
  ];

  for (const [file, scenario] of FAULTS) {
    test(`${file}, in ${scenario}`, async () => {
      const preload = join(projectRoot, 'test', 'fixtures', 'misbehaviour', `${file}.cjs`);
      const expected = await runWithoutAgent('native', { only: [scenario] });
      const actual = await runWithoutAgent('native', { only: [scenario], preloads: [preload] });
      expect(firstDifference(expected, actual, scenario)).toContain(`${scenario}, line `);
    });
  }
});

/** One step a scenario, so that a failure names it and its first different line. */
async function expectSame(expected: Transcript, actual: Transcript, scenarios?: readonly string[]): Promise<void> {
  for (const scenario of scenarios ?? new Set([...expected.keys(), ...actual.keys()])) {
    await test.step(scenario, () => {
      expect.soft(firstDifference(expected, actual, scenario)).toBeUndefined();
    });
  }
}

/** Nothing in the agent failed. */
function expectWithoutFault(entries: readonly AgentEntry[]): void {
  expect(entries.filter(({ type }) => type === 'fault')).toEqual([]);
}

/**
 * Every message has arrived or is counted in a gap, and only the flood has gaps. (It may have some with an inspector
 * that reads: it is larger than what an agent holds, and leaves its process no time to send.)
 */
function expectCounted(entries: readonly AgentEntry[]): void {
  const messages = messagesOf(entries);
  expect(messages.length + countDropped(entries)).toBe(messages.at(-1)?.seq);
  const [begin, end] = ['pressure:begin', 'pressure:end'].map((mark) =>
    messages.findIndex(({ channel }) => channel === mark),
  ) as [number, number];
  expect(end - begin - 1 + countDropped(entries)).toBe(FLOOD_SIZE);
}

/** All but the request to run the script that sends the mark at its end. */
function isFloodOver(entries: readonly AgentEntry[]): boolean {
  const messages = messagesOf(entries);
  const begin = messages.findIndex(({ channel }) => channel === 'pressure:begin');
  return begin >= 0 && messages.length - 1 - begin + countDropped(entries) === FLOOD_SIZE - 1;
}

function countDropped(entries: readonly AgentEntry[]): number {
  return entries.reduce((sum, entry) => sum + (entry.type === 'gap' ? entry.messages : 0), 0);
}

function includes(channel: string): (entries: readonly AgentEntry[]) => boolean {
  return (entries) => entries.some((entry) => entry.type === 'message' && entry.channel === channel);
}

function messagesOf(entries: readonly AgentEntry[]): MessageEntry[] {
  return entries.filter((entry) => entry.type === 'message');
}

function countStatuses(entries: readonly AgentEntry[], messages: readonly MessageEntry[]): Record<string, number> {
  const later = new Map(
    entries.filter((entry): entry is OutcomeEntry => entry.type === 'outcome').map(({ seq, status }) => [seq, status]),
  );
  const counts: Record<string, number> = {};
  for (const { seq, outcome } of messages) {
    const status = outcome?.status ?? later.get(seq) ?? 'pending';
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/** Runs it when it is first needed, once a worker. */
function once<T>(run: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= run();
    return result;
  };
}
