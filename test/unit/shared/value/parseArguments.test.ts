import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argumentsText } from '../../../../src/shared/value/editableText';
import { createEncoder, DEFAULT_LIMITS, type EncodeLimits } from '../../../../src/shared/value/encode';
import type { EncodedValue } from '../../../../src/shared/value/encodedValue';
import { parseArguments } from '../../../../src/shared/value/parse/parseArguments';
import type { TextProblem } from '../../../../src/shared/value/parse/problem';
import { seal } from '../../../../src/shared/value/seal';
import { cloneableGraph, cloneableTree } from '../../../support/cloneableArbitrary';
import { nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);

function encode(args: readonly unknown[], limits: EncodeLimits = DEFAULT_LIMITS): EncodedValue {
  return JSON.parse(JSON.stringify(seal(encoder.encode(args, 'app', limits)))) as EncodedValue;
}

function parsed(text: string): readonly EncodedValue[] {
  const result = parseArguments(text);
  if ('problems' in result) throw new Error(`${text}: ${JSON.stringify(result.problems)}`);
  return result.args;
}

function problemsOf(text: string): readonly TextProblem[] {
  const result = parseArguments(text);
  return 'problems' in result ? result.problems : [];
}

/** Without what a text does not carry: stacks, and the bytes around a view. */
function written(value: EncodedValue): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, content) => {
      if (typeof content === 'object' && content?.$ === 'error') return { ...content, stack: undefined };
      return key === 'backingBytes' ? undefined : content;
    }),
  );
}

describe('what was written is read as it was', () => {
  test('any values that can cross', () => {
    fc.assert(
      fc.property(fc.array(cloneableTree, { maxLength: 3 }), (args) => {
        const value = encode(args);
        expect(written(parsed(argumentsText(value)))).toEqual(written(value));
      }),
      { numRuns: 600 },
    );
  });

  test('any cycles and shared references', () => {
    fc.assert(
      fc.property(fc.array(cloneableGraph, { minLength: 1, maxLength: 2 }), (args) => {
        const value = encode([...args, args[0]]);
        expect(written(parsed(argumentsText(value)))).toEqual(written(value));
      }),
      { numRuns: 600 },
    );
  });

  test('references through maps, sets, errors and sparse arrays', () => {
    const shared = { id: 1 };
    const map = new Map<unknown, unknown>([
      [shared, 'as a key'],
      ['a', { inside: 1 }],
      [2, [3]],
    ]);
    const sparse: unknown[] = [];
    sparse[4] = { late: true };
    const error = Object.assign(new Error('x', { cause: { why: 1 } }), { code: { n: 1 } });
    const set = new Set([{ element: 1 }]);
    const value = encode([
      { map, set, error, sparse },
      [shared, map.get('a'), map.get(2), ...set, sparse[4], error.cause, error.code, map],
    ]);
    const text = argumentsText(value);
    expect(text).toContain('args[0].map.get("a")');
    expect(text).toContain('[...args[0].set][0]');
    expect(written(parsed(text))).toEqual(written(value));
  });

  test('more bytes than are listed, and buffers', () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i);
    const value = encode([
      bytes,
      bytes.buffer,
      new DataView(bytes.buffer),
      new Float32Array(bytes.buffer),
      new Uint8Array(),
    ]);
    const text = argumentsText(value);
    expect(text).toContain('atob(');
    expect(parsed(text)).toEqual(value);
  });
});

describe('what people write is read', () => {
  const cases: [text: string, args: unknown[]][] = [
    ['', []],
    ['  \n', []],
    ['1,', [1]],
    ["'single', `back`", ['single', 'back']],
    ['{"json": [1, null, true, 1e3]}', [{ json: [1, null, true, 1000] }]],
    ['{ a: 1, /* why */ b: [2,], // end\n}', [{ a: 1, b: [2] }]],
    ['undefined, NaN, Infinity, -Infinity, -0, +5, 1_000', [undefined, NaN, Infinity, -Infinity, -0, 5, 1000]],
    ['10n, -1_0n, 0b11n', [10n, -10n, 3n]],
    ['1e999', [Infinity]],
    ['/a[/]b/gi', [/a[/]b/gi]],
    ['new Date("2026-11-21")', [new Date('2026-11-21')]],
    ['new Date(-1), new Date(1e20), new Date(NaN)', [new Date(-1), new Date(NaN), new Date(NaN)]],
    ['new Map(), new Set(), new Map(null)', [new Map(), new Set(), new Map()]],
    [
      'new Uint8Array(3), Uint8Array.of(1, 2), Uint8Array.from([1])',
      [new Uint8Array(3), Uint8Array.of(1, 2), Uint8Array.of(1)],
    ],
    ['Uint8Array.fromBase64("AQID")', [Uint8Array.of(1, 2, 3)]],
    ['new Float64Array([NaN, -0, -Infinity, 1.5])', [Float64Array.of(NaN, -0, -Infinity, 1.5)]],
    ['new BigInt64Array([-1n])', [BigInt64Array.of(-1n)]],
    ['new Uint16Array(new Uint8Array([1, 0]).buffer)', [Uint16Array.of(1)]],
    ['new ArrayBuffer(2)', [new ArrayBuffer(2)]],
    ['new DataView(new ArrayBuffer(2))', [new DataView(new ArrayBuffer(2))]],
    ['{ $: "x", 2: 1 }', [{ 2: 1, $: 'x' }]],
    ['{ ["__proto__"]: 1 }', [JSON.parse('{"__proto__":1}')]],
    ['(1), ({ a: (2) })', [1, { a: 2 }]],
    ['new Error()', [new Error()]],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested.
    ['[1, , 3]', [[1, , 3]]],
    ['new Array(3)', [new Array(3)]],
    ['Object("a"), Object(-0)', [Object('a'), Object(-0)]],
  ];
  for (const [text, args] of cases) {
    test(text === '' ? 'nothing' : text, () => {
      expect(written(parsed(text))).toEqual(written(encode(args)));
    });
  }

  test('what stands before is named by its path, in the order in which an object has its keys', () => {
    expect(parsed('{ id: 1 }, args[0], args[0].id')).toEqual([{ id: 1 }, { $: 'ref', id: 1 }, 1]);
    expect(parsed('{ b: {}, 2: {} }, args[0].b')[1]).toEqual({ $: 'ref', id: 3 });
  });

  test('hexadecimal digits stay', () => {
    expect(parsed('-0xFFn')).toEqual([{ $: 'bigint', v: '-0xff' }]);
  });
});

describe('what is no value is refused where it stands, with what to write', () => {
  const cases: [text: string, at: string, message: RegExp, remedy: RegExp][] = [
    ['{ a: foo }', 'foo', /“foo” is a name/, /"foo"/],
    ['{ a: 1', '1', /ends while something is still open/, /Close/],
    ['1] , [2', ']', /closes what was never opened/, /Take it out/],
    ['1]', ']', /closes what was never opened|can’t stand here/, /./],
    ['"a', '"a', /not closed/, /quote/],
    ['1 2', '2', /“2” can’t stand here/, /comma/],
    ['() => 1', '() => 1', /function can’t be sent/, /Take it out/],
    ['{ f() {} }', 'f() {}', /function can’t be sent/, /Write a value/],
    ['{ get a() { return 1 } }', 'get a() { return 1 }', /function/, /./],
    ['{ name }', 'name', /“name” has no value/, /name: "value"/],
    ['{ a: 1, a: 2 }', 'a: 2', /twice/, /Take one/],
    ['{ __proto__: 1 }', '__proto__', /prototype/, /\["__proto__"\]/],
    ['{ [x]: 1 }', 'x', /computed/, /\["name"\]/],
    ['alert(1)', 'alert(1)', /run/, /value/],
    ['document.cookie', 'document.cookie', /run/, /value/],
    ['1 + 1', '1 + 1', /computed/, /value/],
    ['new Date()', 'new Date()', /moment/, /2026/],
    ['new Date("soon")', '"soon"', /not a valid time/, /2026/],
    ['new Date(2026, 1)', 'new Date(2026, 1)', /time zone/, /2026/],
    ['new RegExp("(")', 'new RegExp("(")', /not a valid regular expression/, /pattern/],
    ['new Map([1])', '1', /key and a value/, /\["key", 1\]/],
    ['new Map({})', '{}', /list/, /new Map/],
    ['new Promise(1)', 'new Promise(1)', /type Promise/, /Date, RegExp/],
    ['new SharedArrayBuffer(1)', 'new SharedArrayBuffer(1)', /can’t be sent/, /ArrayBuffer/],
    ['new Uint8Array(["1"])', '"1"', /only numbers/, /Uint8Array\(\[1, 2\]\)/],
    ['new BigInt64Array([1])', '1', /1n/, /1n/],
    ['new Uint16Array(new ArrayBuffer(3))', 'new ArrayBuffer(3)', /whole elements/, /2, 4/],
    ['new Uint8Array(1e9)', '1e9', /more than can be sent/, /64 MB/],
    ['Uint8Array.fromBase64("?")', '"?"', /not valid base64/, /A–Z/],
    ['[...x]', '...x', /spread/, /value/],
    ['1,,2', ',', /missing between two commas/, /undefined/],
    ['args[1], {}', 'args[1]', /only what stands before/, /earlier/],
    ['{ a: args[0].b, b: {} }', 'args[0].b', /only what stands before/, /earlier/],
    ['Object({})', 'Object({})', /made an object/, /value/],
  ];
  for (const [text, at, message, remedy] of cases) {
    test(text, () => {
      const [problem] = problemsOf(text);
      expect(problem?.message).toMatch(message);
      expect(problem?.remedy).toMatch(remedy);
      expect(text.slice(problem?.from, problem?.to)).toBe(at);
    });
  }

  test('a text with placeholders', () => {
    const text = ['`a$', '{1}`'].join('');
    expect(problemsOf(text)[0]?.message).toMatch(/run/);
  });

  test('each problem is told, not only the first', () => {
    expect(problemsOf('{ a: foo, b: [bar, 1] }, baz').map(({ message }) => /“(\w+)”/.exec(message)?.[1])).toEqual([
      'foo',
      'bar',
      'baz',
    ]);
  });

  test('nesting without end is refused, not run out of stack', () => {
    expect(problemsOf('['.repeat(100_000))[0]?.message).toBeDefined();
    expect(problemsOf('['.repeat(600) + ']'.repeat(600))[0]?.message).toMatch(/deep/);
  });

  test('no text makes it throw, and places lie in the text', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      ',',
      ':',
      '"',
      "'",
      '`',
      'a',
      '1',
      ' ',
      '\n',
      '...',
      'new ',
    );
    const words = fc.constantFrom(
      'Map',
      'args',
      '.',
      'missing("x")',
      'undefined',
      '-',
      '+',
      '/',
      '=>',
      'Uint8Array',
      '${',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, words), { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        for (const { from, to, message, remedy } of problemsOf(text)) {
          expect([0 <= from, from <= to, to <= text.length, message !== '', remedy !== '']).not.toContain(false);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what was not recorded is never read as if it were whole', () => {
  const cases: [name: string, value: EncodedValue, why: RegExp][] = [
    ['a long text', { $: 'cut', of: 'string', length: 900, v: 'begin' }, /5 of 900 characters/],
    ['an array', { $: 'cut', of: 'array', length: 9, v: [1], reason: 'bytes' }, /1 of 9 entries/],
    ['an object', { $: 'cut', of: 'object', length: 9, v: [['a', 1]], reason: 'bytes' }, /1 of 9 keys/],
    ['a deep object', { $: 'cut', of: 'object', length: 9, v: [], reason: 'depth' }, /too deep/],
    ['a sparse array', { $: 'cut', of: 'sparseArray', length: 9, v: [['1', 1]], reason: 'bytes' }, /1 of 9/],
    ['a map', { $: 'cut', of: 'map', length: 9, v: [['a', 1]], reason: 'bytes' }, /1 of 9/],
    ['a set', { $: 'cut', of: 'set', length: 9, v: [1], reason: 'bytes' }, /1 of 9/],
    ['bytes', { $: 'cut', of: 'bytes', type: 'Uint8Array', length: 9, base64: 'AQ==' }, /1 of 9 bytes/],
    ['a bigint', { $: 'cut', of: 'bigint', length: 9000 }, /9,000 hexadecimal digits/],
    ['a pattern', { $: 'cut', of: 'regexp', length: 90, v: 'ab' }, /2 of 90/],
    ['an error', { $: 'cut', of: 'error', name: 'Error', reason: 'depth' }, /too deep/],
    [
      'an error’s message',
      { $: 'error', name: 'Error', message: { $: 'cut', of: 'string', length: 9, v: 'a' } },
      /1 of 9/,
    ],
    ['a secret', { $: 'redacted', by: 'key', rule: 'password', type: 'string' }, /“password”/],
    ['a secret in a text', { $: 'redacted', by: 'pattern', rule: 'bearer', type: 'string', text: 'a ‹b›' }, /bearer/],
    ['a function', { $: 'opaque', type: 'function', name: 'stop' }, /function stop/],
    ['a reference to nothing', { $: 'ref', id: 99 }, /#99/],
  ];
  for (const [name, value, why] of cases) {
    test(name, () => {
      const text = argumentsText(['before', { deep: [value] }]);
      const problems = problemsOf(text);
      expect(problems).toHaveLength(1);
      expect(problems[0]?.message).toMatch(why);
      expect(problems[0]?.isMissing).toBe(true);
      expect(text.slice(problems[0]?.from, problems[0]?.to)).toMatch(/missing\("/);
    });
  }

  test('a value that was cut anywhere', () => {
    fc.assert(
      fc.property(cloneableTree, fc.integer({ min: 20, max: 200 }), (value, maxBytes) => {
        const limits = { maxBytes, maxDepth: 3 };
        const encoded = encode([value], limits);
        const isWhole = !/"\$":"cut"/.test(JSON.stringify(written(encoded)));
        expect(problemsOf(argumentsText(encoded)).length === 0).toBe(isWhole);
      }),
      { numRuns: 500 },
    );
  });

  test('a list of arguments that was cut itself', () => {
    const text = argumentsText({ $: 'cut', of: 'array', length: 3, v: ['a'], reason: 'bytes' });
    expect(problemsOf(text)[0]?.message).toMatch(/1 of 3/);
  });
});
