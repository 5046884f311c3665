import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { Outbox } from '../../../../src/agent/link/outbox';
import { SpillFile } from '../../../../src/agent/link/spillFile';
import { SpillFileReader } from '../../../../src/main/targets/spillFileReader';
import { MAX_SPILL_BYTES } from '../../../../src/shared/link/spill';
import { PacedSink } from '../../../support/agent/pacedSink';
import { temporaryFolder } from '../../../support/temporaryFolder';

const HELLO = Buffer.from('hello\n');

function setUp(room: number, maxFileBytes = MAX_SPILL_BYTES) {
  const folder = temporaryFolder();
  const path = join(folder, 'agent');
  const spill = new SpillFile(path, maxFileBytes);
  const outbox = new Outbox(spill);
  return { folder, path, spill, outbox, sink: new PacedSink(room), spilled: new SpillFileReader(path) };
}

const step = fc.oneof(
  fc.record({ push: fc.integer({ min: 1, max: 3000 }), mayWait: fc.boolean() }),
  fc.constant('keep' as const),
  fc.record({ read: fc.integer({ min: 1, max: 4000 }) }),
);

/** Lines that can be told apart. */
function lineOf(index: number, length: number): Buffer {
  return Buffer.from(`${String(index).padStart(Math.max(4, length - 1), '.')}\n`);
}

test('bytes keep their order, and those that may not wait are with the system or in the files', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat(5000), (steps, room) => {
      // Small enough for both files to be used, and large enough for what can wait.
      const { outbox, sink, spilled } = setUp(room, 130_000);
      let pushed = '';
      let areAllSafe = true;
      outbox.push(lineOf(0, 100));
      outbox.connect(sink, HELLO);
      pushed += HELLO.toString() + lineOf(0, 100).toString();
      for (const [index, what] of [...steps, ...steps].entries()) {
        if (what === 'keep') {
          outbox.keepFromLoss();
          areAllSafe = true;
        } else if ('read' in what) sink.read(what.read);
        else {
          const line = lineOf(index, what.push);
          outbox.push(line, undefined, what.mayWait);
          areAllSafe = !what.mayWait;
          pushed += line.toString();
          // It is not used after the call.
          line.fill(0);
        }
        const safe = sink.text + spilled.from(Buffer.byteLength(sink.text)).toString();
        if (areAllSafe) expect(safe).toBe(pushed);
        else expect(pushed.startsWith(safe)).toBe(true);
      }
      outbox.keepFromLoss();
      for (let i = 0; i < 100; i++) sink.read(1e6);
      expect(sink.text).toBe(pushed);
      expect(spilled.from(0)).toHaveLength(0);
    }),
    { numRuns: 200 },
  );
});

describe('the spill files', () => {
  test('are not made as long as the system takes everything, and go with the inspector', () => {
    const { outbox, sink, folder } = setUp(10_000);
    outbox.connect(sink, HELLO);
    outbox.push(Buffer.alloc(5000));
    expect(readdirSync(folder)).toEqual([]);
    outbox.push(Buffer.alloc(10_000));
    expect(readdirSync(folder)).toEqual(['agent.spill0']);
    outbox.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('get what may wait when it must wait no longer, or a moment later', async () => {
    for (const comes of [true, false]) {
      const { outbox, sink, folder, spilled } = setUp(10_000);
      outbox.connect(sink, HELLO);
      const line = lineOf(1, 20_000);
      outbox.push(line, undefined, true);
      expect(readdirSync(folder)).toEqual([]);
      if (comes) outbox.keepFromLoss();
      else await vi.waitFor(() => expect(readdirSync(folder)).toEqual(['agent.spill0']));
      const sent = Buffer.byteLength(sink.text);
      expect(sink.text + spilled.from(sent).toString()).toBe(HELLO.toString() + line.toString());
    }
  });

  test('are not made for what the system takes at the second try', () => {
    const { outbox, sink, folder } = setUp(10_000);
    outbox.connect(sink, HELLO);
    outbox.push(lineOf(1, 20_000), undefined, true);
    sink.read(5000);
    const before = Buffer.byteLength(sink.text);
    outbox.push(lineOf(3, 20_000), undefined, true);
    // What waits is tried again with what follows.
    expect(Buffer.byteLength(sink.text)).toBe(before + 5000);
    sink.read(1e6);
    outbox.keepFromLoss();
    outbox.push(lineOf(2, 100));
    expect(sink.text).toBe([HELLO, lineOf(1, 20_000), lineOf(3, 20_000), lineOf(2, 100)].join(''));
    expect(readdirSync(folder)).toEqual([]);
  });

  test('get at once what may wait where it is much', () => {
    const { outbox, sink, folder, spilled } = setUp(10_000);
    outbox.connect(sink, HELLO);
    const line = lineOf(1, 1_200_000);
    outbox.push(line, undefined, true);
    expect(readdirSync(folder)).toEqual(['agent.spill0']);
    expect(sink.text + spilled.from(Buffer.byteLength(sink.text)).toString()).toBe(HELLO.toString() + line.toString());
  });

  test('get what may wait when the process is about to end', () => {
    const { outbox, sink, spilled } = setUp(10_000);
    outbox.connect(sink, HELLO);
    const line = lineOf(1, 20_000);
    outbox.push(line, undefined, true);
    outbox.drain();
    expect(sink.text + spilled.from(Buffer.byteLength(sink.text)).toString()).toBe(HELLO.toString() + line.toString());
  });

  test('stay bounded while the inspector is slow for long', () => {
    const { outbox, sink, spilled } = setUp(0, 100_000);
    outbox.connect(sink, HELLO);
    for (let i = 0; i < 1000; i++) {
      outbox.push(lineOf(i, 1000));
      if (i >= 50) sink.read(1000);
    }
    const sent = Buffer.byteLength(sink.text);
    const rest = spilled.from(sent);
    expect(rest.toString().endsWith(lineOf(999, 1000).toString())).toBe(true);
    expect(sent + rest.length).toBe(HELLO.length + 1_000_000);
    expect(spilled.from(sent - 200_000)).toHaveLength(0);
  });

  test('are done without where there is no place for them', () => {
    const { outbox, sink, folder, spill } = setUp(1000);
    // Something else is there.
    mkdirSync(join(folder, 'agent.spill0'));
    outbox.connect(sink, HELLO);
    outbox.push(lineOf(1, 5000));
    expect(spill.isWhole).toBe(false);
    sink.read(10_000);
    expect(sink.text).toBe(`${HELLO.toString()}${lineOf(1, 5000).toString()}`);
  });
});

test('what waits since a task of the agent is in the files before code of the app runs', () => {
  const { outbox, sink, spilled, folder } = setUp(100);
  outbox.connect(sink, HELLO);
  const lines = [lineOf(1, 5000), lineOf(2, 3000), lineOf(3, 200)];
  outbox.push(lines[0] as Buffer, undefined, true);
  expect(readdirSync(folder)).toEqual([]);
  outbox.push(lines[1] as Buffer, undefined, true);
  outbox.keepFromLoss();
  outbox.push(lines[2] as Buffer);
  const sent = Buffer.byteLength(sink.text);
  expect(sent).toBe(100);
  expect(sink.text + spilled.from(sent).toString()).toBe(HELLO.toString() + lines.join(''));
  for (let i = 0; i < 20; i++) sink.read(1000);
  expect(sink.text).toBe(HELLO.toString() + lines.join(''));
});

test('nothing is kept from loss where nothing waits', () => {
  const { outbox, sink, folder } = setUp(10_000);
  outbox.connect(sink, HELLO);
  outbox.push(lineOf(1, 100), undefined, true);
  outbox.keepFromLoss();
  expect(readdirSync(folder)).toEqual([]);
});
