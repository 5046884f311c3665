import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeHead } from '../../../../src/main/journal/lineHead';
import { decodeHeadFast } from '../../../../src/main/journal/lineHeadFastPath';
import type { JournalEntry } from '../../../../src/shared/journal/entries';
import { decodeLine, encodeLine, isFault, isTargetDescription } from '../../../../src/shared/journal/lineCodec';
import { randomTraffic } from '../../../support/randomTraffic';

describe('a line', () => {
  test('comes back as it was written', () => {
    for (const entry of randomTraffic(7, 500, 2)) {
      const line = encodeLine(entry);
      expect(line.endsWith('\n')).toBe(true);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(decodeLine(line)).toEqual(JSON.parse(JSON.stringify(entry)));
    }
  });

  test.each([
    ['', 'JSON'],
    ['{"type":"message"', 'JSON'],
    ['42', 'not an object'],
    ['[]', 'not an object'],
    ['{}', 'unknown entry type missing'],
    ['{"type":"__proto__"}', 'unknown entry type "__proto__"'],
    ['{"type":"constructor"}', 'unknown entry type "constructor"'],
    ['{"type":"outcome","seq":1,"at":2,"status":"pending"}', 'outcome entry: bad status "pending"'],
    ['{"type":"outcome","seq":-1,"at":2,"status":"ok"}', 'outcome entry: bad seq -1'],
    ['{"type":"gap","at":1,"until":2,"messages":"many","reason":""}', 'gap entry: bad messages "many"'],
    ['{"type":"source"}', 'source entry: bad target missing'],
    ['{"type":"source","target":1.5}', 'source entry: bad target 1.5'],
    ['{"type":"source","target":4294967296}', 'source entry: bad target 4294967296'],
    ['{"type":"outcome","seq":1,"at":2,"status":"ok","size":-1}', 'outcome entry: bad size -1'],
    ['{"type":"outcome","seq":1,"at":2,"status":"ok","size":"1"}', 'outcome entry: bad size "1"'],
    ['{"type":"outcome","seq":1,"at":2,"status":"ok","size":1e300}', 'outcome entry: bad size 1e+300'],
    ['{"type":"outcome","seq":1,"at":1e300,"status":"ok"}', 'outcome entry: bad at 1e+300'],
    ['{"type":"outcome","seq":1,"at":-1e300,"status":"ok"}', 'outcome entry: bad at -1e+300'],
    ['{"type":"outcome","seq":1,"at":"2","status":"ok"}', 'outcome entry: bad at "2"'],
  ])('%s is refused', (line, reason) => {
    const result = decodeLine(line);
    expect(isFault(result) && result.fault).toContain(reason);
  });

  test('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), mutatedLine()), (line) => {
        expect(() => decodeLine(line)).not.toThrow();
      }),
      { numRuns: 5000 },
    );
  });
});

test('an agent may describe its process in known texts and numbers, and in no others', () => {
  const description = {
    ...{ pid: 7, name: 'Notes', electron: '45', chrome: '152', node: '24', platform: 'linux', arch: 'x64' },
    ...{ timeOrigin: 1_795_000_000_000_000, hooks: [{ name: 'send' }, { name: 'reply', unavailable: 'not found' }] },
  };
  expect(isTargetDescription(description)).toBe(true);
  expect(isTargetDescription({ ...description, appVersion: '1.2', observedBy: 'trace', later: 1 })).toBe(true);
  for (const wrong of [
    ...[undefined, null, 'text', [description], {}],
    ...[{ pid: -1 }, { name: 5 }, { appVersion: 5 }, { timeOrigin: '1' }, { observedBy: 'me' }].map((part) => ({
      ...description,
      ...part,
    })),
    ...[{ hooks: {} }, { hooks: [{}] }, { hooks: [{ name: 'send', unavailable: true }] }].map((part) => ({
      ...description,
      ...part,
    })),
  ])
    expect(isTargetDescription(wrong)).toBe(false);
});

test('a line tells that its payload was given up, of a message and of an outcome', () => {
  const outcome = '{"at":4,"status":"ok","size":9,"truncated":true,"payloadDropped":true}';
  const message =
    '{"type":"message","seq":1,"at":2,"kind":"invoke","direction":"to-main","channel":"c","from":2,"to":1,' +
    `"size":3,"truncated":true,"payloadDropped":true,"outcome":${outcome}}`;
  const later = `{"type":"outcome","seq":1,${outcome.slice(1)}`;
  for (const line of [message, later]) {
    expect(decodeLine(line)).toMatchObject({ payloadDropped: true });
    expect(decodeHeadFast(Buffer.from(line))).toMatchObject({ payloadDropped: true });
    expect(decodeLine(line.replaceAll('payloadDropped":true', 'payloadDropped":1'))).toHaveProperty('fault');
  }
  expect(decodeHeadFast(Buffer.from(message))).toMatchObject({ outcome: { payloadDropped: true } });
});

describe('the head of a line', () => {
  test('has everything but the payload, however large that is and whatever it looks like', () => {
    const payload = { '"args":': ',"args":', list: Array.from({ length: 400 }, () => ',"result":1,"error":') };
    for (const entry of randomTraffic(3, 300)) {
      const large = withPayload(entry, payload);
      const line = Buffer.from(encodeLine(large).trimEnd());
      expect(decodeHead(line)).toEqual(withoutPayload(JSON.parse(line.toString()), line.length));
    }
  });

  test('is not fooled by a channel that looks like a key', () => {
    const entry: JournalEntry = {
      type: 'message',
      seq: 1,
      at: 2,
      kind: 'send',
      direction: 'to-main',
      from: 2,
      to: 1,
      size: 3,
      channel: 'x","args":[],"y":"',
      args: ['z'.repeat(5000)],
    };
    const head = decodeHead(Buffer.from(encodeLine(entry).trimEnd()));
    expect(head).toMatchObject({ channel: entry.channel, args: null });
  });
});

describe('the fast reading of a head', () => {
  test('reads nearly every line, and as JSON does', () => {
    let fast = 0;
    let all = 0;
    for (const entry of randomTraffic(5, 3000, 2)) {
      if (entry.type !== 'message' && entry.type !== 'outcome' && entry.type !== 'dispatched') continue;
      const line = Buffer.from(encodeLine(entry).trimEnd());
      const head = decodeHeadFast(line);
      all++;
      if (head === undefined) continue;
      fast++;
      expect(head).toEqual(withoutPayload(JSON.parse(line.toString()), Number.POSITIVE_INFINITY));
    }
    expect(fast).toBe(all);
  });

  test('takes a line only for what it is, however it is changed', () => {
    fc.assert(
      fc.property(mutatedLine(), (text) => {
        const line = Buffer.from(text.trimEnd());
        const head = decodeHeadFast(line);
        const whole = decodeLine(line.toString('utf8'));
        // Its payload is not looked at, so a line that is damaged there is none of its concern.
        if (head === undefined || isFault(whole)) return;
        expect(head).toEqual(withoutPayload({ ...whole }, Number.POSITIVE_INFINITY));
      }),
      { numRuns: 20_000 },
    );
  });
});

function withPayload(entry: JournalEntry, payload: object): JournalEntry {
  if (entry.type === 'message') return { ...entry, args: [payload] as never, result: payload as never };
  if (entry.type === 'outcome') return { ...entry, result: payload as never };
  return entry;
}

function withoutPayload(entry: Record<string, unknown>, lineBytes: number): Record<string, unknown> {
  if (lineBytes < 2048) return entry;
  const { args: _args, result: _result, error: _error, ...head } = entry;
  return entry.type === 'message' ? { ...head, args: null } : head;
}

function mutatedLine(): fc.Arbitrary<string> {
  const lines = [...randomTraffic(11, 50)].map(encodeLine);
  return fc
    .tuple(fc.constantFrom(...lines), fc.nat(400), fc.string({ maxLength: 6 }), fc.nat(5))
    .map(([line, at, insert, remove]) => line.slice(0, at) + insert + line.slice(at + remove));
}
