import { describe, expect, test } from 'vitest';
import type { MessageKind } from '../../../../src/shared/journal/entries';
import type { MessageRef } from '../../../../src/shared/journal/messageRef';
import { type Answer, differencesOf } from '../../../../src/shared/replay/answer';
import {
  Player,
  type PlayerIo,
  type PlayOptions,
  type PlayStep,
  type StepResult,
  verdictOf,
} from '../../../../src/shared/replay/player';
import type { ReplayOutcome, ReplayRequest } from '../../../../src/shared/replay/request';

const ok = (result: number): Answer => ({ status: 'ok', result });

/** A target whose clock and answers the test moves. */
class FakeTarget implements PlayerIo {
  ms = 1000;
  readonly sent: { readonly at: number; readonly n: number }[] = [];
  outcome: (n: number) => ReplayOutcome = (n) => ({ status: 'sent', target: 1, seq: n });
  private readonly timers = new Set<{ readonly at: number; readonly work: () => void }>();
  private readonly waiting = new Map<number, (answer: Answer | undefined) => void>();

  async send({ args }: ReplayRequest): Promise<ReplayOutcome> {
    const n = (args as readonly number[])[0] as number;
    this.sent.push({ at: this.ms, n });
    return this.outcome(n);
  }

  answerOf({ seq }: MessageRef): Promise<Answer | undefined> {
    return new Promise((resolve) => this.waiting.set(seq, resolve));
  }

  nowMs(): number {
    return this.ms;
  }

  setTimer(work: () => void, delayMs: number): () => void {
    const timer = { at: this.ms + delayMs, work };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  async answer(n: number, answer: Answer | 'never' = ok(n)): Promise<void> {
    await settle();
    const resolve = this.waiting.get(n);
    if (resolve === undefined) throw new Error(`${n} is not awaited`);
    this.waiting.delete(n);
    resolve(answer === 'never' ? undefined : answer);
    await settle();
  }

  async pass(ms: number): Promise<void> {
    const end = this.ms + ms;
    for (;;) {
      await settle();
      const due = [...this.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.timers.delete(due);
      this.ms = Math.max(this.ms, due.at);
      due.work();
    }
    this.ms = end;
    await settle();
  }

  get pendingTimers(): number {
    return this.timers.size;
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

const FAST: PlayOptions = { pace: { type: 'answers' }, pausesOnDifference: false };
const RECORDED: PlayOptions = { pace: { type: 'recorded', speed: 1 }, pausesOnDifference: false };

/**
 * @param atMs when each was sent
 * @param endedMs when each was answered; at once if not given, Infinity: never
 */
function play(target: FakeTarget, atMs: readonly number[], options: PlayOptions, endedMs = atMs) {
  const source = {
    length: atMs.length,
    atUs: (index: number) => (atMs[index] as number) * 1000,
    endedUs: (index: number) => (endedMs[index] as number) * 1000,
    load: async (index: number): Promise<PlayStep> => ({
      request: {
        target: 1,
        kind: 'invoke',
        direction: 'to-main',
        channel: 'c',
        args: [index],
        endpoint: 2,
        allowsSynthetic: false,
      },
      expected: endedMs[index] === Number.POSITIVE_INFINITY ? { status: 'pending' } : ok(index),
    }),
  };
  return new Player(source, target, options);
}

describe('as fast as answers come', () => {
  test('each is sent once the last was answered', async () => {
    const target = new FakeTarget();
    const player = play(target, [0, 5000, 9000], FAST);
    player.play();
    for (const n of [0, 1, 2]) {
      await settle();
      expect(target.sent.map(({ n: sent }) => sent)).toEqual([0, 1, 2].slice(0, n + 1));
      await target.answer(n);
    }
    await player.ended;
    expect(player.progress).toEqual({ phase: 'ended', total: 3, next: 3, awaited: 0, different: 0, wasStopped: false });
    expect(player.results.map(({ answer, differences }) => [answer, differences])).toEqual(
      [0, 1, 2].map((n) => [ok(n), []]),
    );
  });

  test('what overlapped in the recording overlaps again: an answer may depend on a later message', async () => {
    const target = new FakeTarget();
    const sent = () => target.sent.map(({ n }) => n);
    // The first is answered after the second was sent, before the third.
    const player = play(target, [0, 100, 500], FAST, [300, 200, 600]);
    player.play();
    await settle();
    expect(sent()).toEqual([0, 1]);
    await target.answer(1);
    expect(sent()).toEqual([0, 1]);
    await target.answer(0);
    expect(sent()).toEqual([0, 1, 2]);
    await target.answer(2);
    await player.ended;
    expect(player.progress).toMatchObject({ different: 0 });
  });

  test('what was never answered in the recording is not awaited', async () => {
    const target = new FakeTarget();
    const player = play(target, [0, 100], FAST, [Number.POSITIVE_INFINITY, 200]);
    player.play();
    await target.answer(1);
    await player.ended;
    await expect(target.answer(0)).rejects.toThrow('0 is not awaited');
    expect(player.results.map((result) => verdictOf(result, 'invoke'))).toEqual(['sent', 'same']);
  });

  test('one that is never answered is told, and does not hold up the rest', async () => {
    const target = new FakeTarget();
    const player = play(target, [0, 0], FAST);
    player.play();
    await target.answer(0, 'never');
    await target.answer(1);
    await player.ended;
    expect(player.results.map(({ differences }) => differences)).toEqual([['unanswered'], []]);
  });

  test('what is refused is told, and the next is sent', async () => {
    const target = new FakeTarget();
    target.outcome = (n) =>
      n === 0 ? { status: 'refused', reason: 'frame-gone', message: 'gone' } : { status: 'sent', target: 1, seq: n };
    const player = play(target, [0, 0], FAST);
    player.play();
    await target.answer(1);
    await player.ended;
    expect(player.results.map(({ differences }) => differences)).toEqual([['refused'], []]);
    expect(player.progress.different).toBe(1);
  });

  test('nothing at all ends at once', async () => {
    const player = play(new FakeTarget(), [], FAST);
    player.play();
    await player.ended;
    expect(player.progress.phase).toBe('ended');
  });
});

describe('at the recorded pace', () => {
  test('with the distances of the originals, whether answered or not', async () => {
    const target = new FakeTarget();
    const player = play(target, [50, 60, 160], RECORDED);
    player.play();
    await target.pass(1000);
    expect(target.sent.map(({ at }) => at)).toEqual([1000, 1010, 1110]);
    expect(player.progress).toMatchObject({ phase: 'playing', awaited: 3 });
    for (const n of [2, 0, 1]) await target.answer(n);
    await player.ended;
  });

  test('scaled, and changed on the way', async () => {
    const target = new FakeTarget();
    const player = play(target, [0, 100, 200, 300], { ...RECORDED, pace: { type: 'recorded', speed: 2 } });
    player.play();
    await target.pass(60);
    expect(target.sent.map(({ at }) => at)).toEqual([1000, 1050]);
    player.change({ ...RECORDED, pace: { type: 'recorded', speed: 10 } });
    await target.pass(100);
    expect(target.sent.map(({ at }) => at)).toEqual([1000, 1050, 1060, 1070]);
  });

  test('paused, it goes on from where it was', async () => {
    const target = new FakeTarget();
    const player = play(target, [0, 100, 200], RECORDED);
    player.play();
    await target.pass(50);
    player.pause();
    await target.pass(5000);
    expect(target.sent).toHaveLength(1);
    player.play();
    await target.pass(500);
    expect(target.sent.map(({ at }) => at)).toEqual([1000, 6050, 6150]);
  });
});

describe('by hand', () => {
  test('a step sends one, and the last one ends it', async () => {
    const target = new FakeTarget();
    const player = play(target, [0, 0], RECORDED);
    player.step();
    await target.answer(0);
    expect(player.progress).toMatchObject({ phase: 'paused', next: 1 });
    player.step();
    await target.answer(1);
    await player.ended;
    expect(target.sent).toHaveLength(2);
  });

  test('two steps at once send one', async () => {
    const target = new FakeTarget();
    const player = play(target, [0, 0], FAST);
    player.step();
    player.step();
    await settle();
    expect(target.sent).toHaveLength(1);
  });

  test('stopped, it waits for nothing, and what comes after that counts no more', async () => {
    const target = new FakeTarget();
    const player = play(target, [0, 0, 50_000], RECORDED);
    player.play();
    await target.pass(10);
    player.stop();
    await player.ended;
    expect(target.pendingTimers).toBe(0);
    await target.answer(0, { status: 'error' });
    expect(player.progress).toMatchObject({ phase: 'ended', wasStopped: true, different: 0, awaited: 0, next: 2 });
    player.play();
    player.step();
    await target.pass(100_000);
    expect(target.sent).toHaveLength(2);
  });
});

test('it pauses on the first difference, where that is asked for', async () => {
  const target = new FakeTarget();
  const player = play(target, [0, 0, 0], { ...FAST, pausesOnDifference: true });
  player.play();
  await target.answer(0);
  await target.answer(1, ok(99));
  expect(player.progress).toMatchObject({ phase: 'paused', next: 2, different: 1 });
  expect(player.results[1]).toMatchObject({ expected: ok(1), answer: ok(99), differences: ['value'] });
  player.play();
  await target.answer(2);
  await player.ended;
  expect(player.progress).toMatchObject({ different: 1, wasStopped: false });
});

describe('what became of a message', () => {
  const sent: ReplayOutcome = { status: 'sent', target: 1, seq: 1 };
  const result = (more: Partial<StepResult>): StepResult => ({ index: 0, outcome: sent, differences: [], ...more });
  const thrown: Answer = { status: 'error', error: { text: 'bad' } };

  test.each<[string, MessageKind, Partial<StepResult>, string]>([
    ['a call answered alike', 'invoke', { expected: ok(1), answer: ok(1) }, 'same'],
    ['a call answered with nothing', 'sendSync', { expected: { status: 'ok' }, answer: { status: 'ok' } }, 'same'],
    ['a message that has no answer', 'send', { expected: { status: 'ok' }, answer: { status: 'ok' } }, 'sent'],
    ['one whose listener threw alike', 'send', { expected: thrown, answer: thrown }, 'same'],
    ['a call that was open in the recording', 'invoke', { expected: { status: 'pending' }, answer: ok(1) }, 'sent'],
    ['a call whose caller was gone', 'invoke', { expected: { status: 'lost' }, answer: ok(1) }, 'sent'],
    ['a call that nobody saw answered', 'invoke', { expected: { status: 'unknown' } }, 'sent'],
    ['one of whose line nothing is known', 'invoke', {}, 'sent'],
    ['a message that nobody hears any more', 'send', { differences: ['status'] }, 'different'],
    ['a call not answered in time', 'invoke', { expected: ok(1), differences: ['unanswered'] }, 'unanswered'],
  ])('%s', (_, kind, more, verdict) => {
    expect(verdictOf(result(more), kind)).toBe(verdict);
  });

  test.each(['pending', 'lost', 'unknown'] as const)('nothing differs from what was %s', (status) => {
    expect(differencesOf({ status }, ok(1))).toEqual([]);
  });
});
