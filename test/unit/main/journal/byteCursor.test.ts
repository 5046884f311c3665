import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteCursor, DECLINED, ObjectCache, TextCache } from '../../../../src/main/journal/byteCursor';

const texts = new TextCache();
const objects = new ObjectCache();

/** A cursor behind what stands first. */
function cursorAt(json: string | Uint8Array, before = ''): ByteCursor {
  const cursor = new ByteCursor();
  cursor.bytes = Buffer.concat([Buffer.from(before), Buffer.from(json)]);
  cursor.position = Buffer.byteLength(before);
  return cursor;
}

/** What is read, and what follows it. */
function read<T>(json: string, take: (cursor: ByteCursor) => T, before = '[1,'): [T, string] {
  const cursor = cursorAt(json, before);
  const value = take(cursor);
  return [value, cursor.bytes.subarray(cursor.position).toString()];
}

describe('what is expected', () => {
  test('is skipped if it follows, and only then', () => {
    const skip = (json: string) => read(json, (cursor) => cursor.skip(Buffer.from('"at":')));
    expect(skip('"at":5')).toEqual([true, '5']);
    expect(skip('"aT":5')).toEqual([false, '"aT":5']);
    expect(skip('"at"')).toEqual([false, '"at"']);
    const skipComma = (json: string) => read(json, (cursor) => cursor.skipByte(0x2c));
    expect(skipComma(',5')).toEqual([true, '5']);
    expect(skipComma('5')).toEqual([false, '5']);
    expect(skipComma('')).toEqual([false, '']);
  });
});

describe('a number', () => {
  test.each([
    ['0,', 0],
    ['7}', 7],
    ['1234567890}', 1_234_567_890],
    ['999999999999999', 999_999_999_999_999],
    ['-5,', -5],
    ['-0,', -0],
  ])('%s is read', (json, value) => {
    expect(read(json, (cursor) => cursor.integer())[0]).toBe(value);
  });

  test.each(['1000000000000000', '01', '00', '', 'x', '-', '-x', '/', ':'])('%j is declined', (json) => {
    expect(read(json, (cursor) => cursor.integer())[0]).toBeNaN();
    if (!json.startsWith('-')) expect(read(json, (cursor) => cursor.count())).toEqual([DECLINED, json]);
  });

  test('has no sign where it counts', () => {
    expect(read('-5', (cursor) => cursor.count())).toEqual([DECLINED, '-5']);
  });
});

describe('a text', () => {
  const text = (json: string) => read(json, (cursor) => cursor.text(texts));

  test('is read up to its end', () => {
    expect(text('"notes:list",')).toEqual(['notes:list', ',']);
    expect(text('""}')).toEqual(['', '}']);
    expect(text('"Größe 🎉"')).toEqual(['Größe 🎉', '']);
    expect(text('"\ufeffa !"')).toEqual(['\ufeffa !', '']);
  });

  test.each(['"a\\n"', '"a\tb"', '"a\nb"', '"a\u001fb"', '"no end', '"', 'null', '5', ''])('%j is declined', (json) => {
    expect(text(json)[0]).toBeUndefined();
  });

  test('is the one that stands there, whatever was read before', () => {
    // Of pairs, each has the same sum as the other.
    for (const json of ['"Aa"', '"BB"', '"Aa"', '"AaBB"', '"BBAa"', '"AaBBAa"', '"Aa"']) {
      expect(text(json)[0]).toBe(JSON.parse(json));
    }
    const unit = fc.constantFrom('a', 'b', 'Aa', 'BB', 'é', '🎉');
    fc.assert(
      fc.property(fc.string({ unit }), (value) => {
        expect(text(JSON.stringify(value))[0]).toBe(value);
      }),
    );
  });

  test('stays as it was when the bytes are used again', () => {
    const cursor = cursorAt('"first"');
    expect(cursor.text(texts)).toBe('first');
    cursor.bytes.fill(0x78, 1, 6);
    expect(read('"first"', (again) => again.text(texts))[0]).toBe('first');
    cursor.position = 0;
    expect(cursor.text(texts)).toBe('xxxxx');
  });
});

describe('an object', () => {
  const object = (json: string, before?: string) => read(json, (cursor) => cursor.flatObject(objects), before);

  test('is read up to its end, and is the same for the same bytes wherever they stand', () => {
    const [value, rest] = object('{"ipcMain":1,"frame":2},"args":[]}');
    expect(value).toEqual({ ipcMain: 1, frame: 2 });
    expect(rest).toBe(',"args":[]}');
    expect(object('{"ipcMain":1,"frame":2}', '')[0]).toBe(value);
    expect(object('{"ipcMain":1,"frame":3}')[0]).toEqual({ ipcMain: 1, frame: 3 });
    expect(Object.isFrozen(value)).toBe(true);
  });

  test('is not kept if it is long', () => {
    const long = JSON.stringify({ n: '1'.repeat(300) });
    const [first] = object(long);
    expect(first).toEqual(JSON.parse(long));
    expect(object(long)[0]).not.toBe(first);
    const short = JSON.stringify({ n: '1'.repeat(200) });
    expect(object(short)[0]).toBe(object(short)[0]);
  });

  test.each(['{"a":1', '{a:1}', '[{"a":1}', '5}', '}', ''])('%j is declined', (json) => {
    expect(object(json)[0]).toBeUndefined();
  });
});
