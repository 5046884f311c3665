import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTooCostly } from '../../../../src/main/journal/jsonBytes';
import { decodeHead } from '../../../../src/main/journal/lineHead';
import type { MessageEntry } from '../../../../src/shared/journal/entries';
import { decodeLine, encodeLine, isFault } from '../../../../src/shared/journal/lineCodec';

const HEAD = {
  type: 'message',
  seq: 7,
  at: 9,
  kind: 'invoke',
  direction: 'to-main',
  channel: 'a "b" c',
  from: 2,
  to: 1,
  size: 5,
  dispatched: { at: 10 },
  outcome: { at: 11, status: 'ok' },
  redacted: true,
} as const satisfies Omit<MessageEntry, 'args'>;

describe('the head of a line', () => {
  const payload = fc.constantFrom<unknown>(
    [],
    ['x'.repeat(3000), { seq: 3, '"}': '\\' }],
    [[[{}], '}]', '\\"'], 1e9, null],
    [',"seq":1,', '"type":"fault"'],
  );
  const members = fc.tuple(payload, payload, fc.boolean()).map(([args, result, isUnknown]) => {
    const extra = isUnknown ? { other: { seq: 100, args: [] } } : {};
    return Object.entries({ ...HEAD, args, result, error: { text: 'no' }, stack: 'at x', ...extra });
  });
  const shuffled = members.chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
  const space = fc.constantFrom('', ' ', '\t');

  test('is what the whole line says, in whatever order its keys stand', () => {
    fc.assert(
      fc.property(shuffled, space, fc.boolean(), (all, blank, startsWithType) => {
        const ordered = startsWithType ? all.toSorted(([a], [b]) => Number(b === 'type') - Number(a === 'type')) : all;
        const texts = ordered.map(([key, value]) => `"${key}"${blank}:${blank}${JSON.stringify(value)}`);
        const line = `{${texts.join(`${blank},${blank}`)}}`;
        expect(headOf(decodeHead(Buffer.from(line)))).toEqual(HEAD);
        expect(headOf(decodeLine(line))).toEqual(HEAD);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['"seq":1', '"outcome":{"at":1,"status":"error"}', '"type":"fault","where":"w","message":"m"'])(
    'heeds %s after the payload, as a parser does',
    (member) => {
      for (const args of ['[1]', '["]"]', `["${'x'.repeat(3000)}"]`, '{"a":[]}', '1']) {
        const line = `${encodeLine({ ...HEAD, args: [] }).replace('"args":[]}\n', `"args":${args}`)},${member}}`;
        expect(headOf(decodeHead(Buffer.from(line)))).toEqual(headOf(decodeLine(line)));
      }
    },
  );

  test('counts where the payload is damaged', () => {
    const line = encodeLine({ ...HEAD, args: ['x'] }).trimEnd();
    for (const damaged of [
      line.replace('["x"]', '["x]'),
      line.replace('["x"]', '[[['),
      line.replace('["x"]', '["x"]]'),
    ]) {
      expect(headOf(decodeHead(Buffer.from(damaged)))).toEqual(HEAD);
    }
  });

  test('is not kept if it is larger than any', () => {
    const line = `{"type":"fault","at":1,"where":"","message":"${'x'.repeat(9_000_000)}"}`;
    expect(decodeHead(Buffer.from(line))).toMatchObject({ fault: expect.any(String) });
  });

  function headOf(entry: ReturnType<typeof decodeHead>): unknown {
    if (isFault(entry)) return entry;
    const {
      args: _,
      result: __,
      error: ___,
      stack: ____,
      other: _____,
      ...head
    } = entry as unknown as Record<string, unknown>;
    return Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined));
  }
});

test('a line that would take the memory of a large file is told apart from a large payload', () => {
  const megabytes = 40;
  const filled = (unit: string) => Buffer.from(`[${unit.repeat((megabytes * 1e6) / unit.length)}1]`);
  for (const unit of ['[],', '{},', '[', '"a":1,']) expect(isTooCostly(filled(unit))).toBe(true);
  for (const unit of ['1234567.25,', 'x', '"a text of some length",']) expect(isTooCostly(filled(unit))).toBe(false);
  expect(isTooCostly(Buffer.from(`[${'{},'.repeat(2_000_000)}1]`))).toBe(false);
});
