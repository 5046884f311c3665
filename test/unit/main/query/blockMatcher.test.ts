/** Lines are searched where they stand; here each is parsed as well, and both must tell the same, for lines of any writer. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlockMatcher } from '../../../../src/main/query/blockMatcher';
import type { ComparisonSign, FilterValue } from '../../../../src/shared/filter/ast';
import { ANY_DEPTH, PAYLOAD_ROOTS, type PayloadCondition } from '../../../../src/shared/filter/payloadCondition';
import { type PayloadEntry, payloadMatcher } from '../../../../src/shared/filter/payloadMatch';
import { requiredTexts } from '../../../../src/shared/filter/regexTexts';

/** Letters whose case is more than it seems, quotes, escapes, what has a meaning in JSON or in a line, halves of pairs. */
const PIECES = [
  ...['a', 'B', 'k', 'K', 's', '\u212a', '\u0130', 'i', 'é', 'Ж', '😀', '\ud83d', 'shop', 'ing', 'ping', '0', '7', '-'],
  ...['"', '\\', '\\u', '/', '\n', '\u0001', ' ', ',', ':', '{', '}', '[', ']', '$', '$"', ',"args":', ',"result":'],
];
const NAMES = [
  'args',
  'result',
  'error',
  'stack',
  'type',
  'value',
  'text',
  'length',
  '__proto__',
  '0',
  '1',
  'a',
  'id',
  '',
  'é',
];

const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }).map((pieces) => pieces.join('')),
  fc.constantFrom(...NAMES, 'shopping', '42', 'true', 'null', 'x'.repeat(70), `${'y'.repeat(60)}\\"z`),
);
const number = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, 42, 1.5, -2, 0.5, 1e-7, 1e21, 123456789.125, -0.25),
  fc.double(),
);
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: text });
const tagged = fc.oneof(
  fc.constantFrom<object>(
    { $: 'undefined' },
    { $: 'date', v: 1.7952192e12 },
    { $: 'regexp', source: 'shop', flags: 'g' },
    { $: 'number', v: 'NaN' },
    { $: 'bigint', v: '42' },
    { $: 'bytes', type: 'Uint8Array', byteLength: 3, base64: 'shopping' },
  ),
  text.map((content) => ({ $: 'error', name: 'Error', message: content, stack: content })),
);
const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(text, text, number, fc.constantFrom<unknown>(true, false, null)),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('node')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
    tagged,
  ),
}));

/** How another program may write: each number decides of a character, a place for space, or an order. */
interface Spelling {
  next(): number;
}

function ours(): Spelling {
  return { next: () => 0 };
}

function others(choices: readonly number[]): Spelling {
  let at = 0;
  return { next: () => choices[at++ % choices.length] ?? 0 };
}

function written(value: unknown, spelling: Spelling): string {
  const space = spelling.next() === 9 ? ' ' : '';
  if (typeof value === 'string') return space + writtenText(value, spelling);
  if (Array.isArray(value)) return `${space}[${value.map((element) => written(element, spelling)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return space + JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${writtenText(key, spelling)}:${written(member, spelling)}`,
  );
  return `${space}{${members.join(',')}}`;
}

function writtenText(value: string, spelling: Spelling): string {
  const json = JSON.stringify(value);
  if (spelling.next() !== 7) return json;
  return json.replace(/\\(?:u[0-9a-f]{4}|.)|[a-z/]/g, (found) => {
    if (found.startsWith('\\')) return found;
    return found === '/' ? '\\/' : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

interface Line {
  readonly type: 'message' | 'outcome';
  readonly payload: readonly (readonly [key: string, value: unknown])[];
  readonly choices: readonly number[] | null;
}

const line: fc.Arbitrary<Line> = fc.record({
  type: fc.constantFrom('message', 'message', 'outcome'),
  payload: fc
    .tuple(fc.option(node), fc.option(node), fc.option(node), fc.option(text), fc.boolean())
    .map(([args, result, error, stack, isTurned]) => {
      const members = Object.entries({ args, result, error, stack }).filter(([, value]) => value !== null);
      return isTurned ? members.reverse() : members;
    }),
  choices: fc.option(fc.array(fc.nat(9), { minLength: 1, maxLength: 12 })),
});

function lineText({ type, payload, choices }: Line): string {
  const spelling = choices === null ? ours() : others(choices);
  const head = `{"type":"${type}","seq":7,"at":42,"channel":"shop","dispatched":{"at":1,"listeners":{"ipcMain":1}}`;
  return `${head}${payload.map(([key, value]) => `,"${key}":${written(value, spelling)}`).join('')}}`;
}

const SPAN = { start: 0, end: 1 };
const PATTERNS = [
  ...[
    'shop+ing',
    'gro+ceries',
    '^sh',
    'ing$',
    '^$',
    'a|b',
    '(shop|a)ping',
    '[a-k]{2}',
    '\\d\\d',
    '.',
    'res+ult',
    'x+y?',
  ],
  ...[
    '\\bping\\b',
    '(?=s)shop',
    '(?!s)ing',
    'k',
    'KELVIN|k',
    '"',
    '\\\\',
    '\\/',
    '42|\\.5',
    'é',
    'tr?ue',
    '-',
    ':',
    '^[^a]*$',
  ],
];
const value: fc.Arbitrary<FilterValue> = fc.oneof(
  fc
    .oneof(text, fc.constantFrom('k', 'i', 's*ping', 'shop', 'ing'))
    .map((it) => ({ type: 'word' as const, text: it, span: SPAN })),
  text.map((it) => ({ type: 'quoted' as const, text: it, span: SPAN })),
  fc
    .tuple(fc.constantFrom(...PATTERNS), fc.constantFrom('', 'i', 'iu'))
    .map(([pattern, flags]) => ({ type: 'regex' as const, regex: new RegExp(pattern, flags), span: SPAN })),
);
const root = fc.constantFrom(...PAYLOAD_ROOTS);
const condition: fc.Arbitrary<PayloadCondition> = fc.oneof(
  value.map((it) => ({ type: 'value' as const, roots: PAYLOAD_ROOTS, steps: [], comparison: ':' as const, value: it })),
  fc.record({
    type: fc.constant('value' as const),
    roots: fc.oneof(
      root.map((it) => [it]),
      fc.constant(PAYLOAD_ROOTS),
    ),
    steps: fc.array(fc.oneof(name, fc.constantFrom('*', 'a*', ANY_DEPTH)), { maxLength: 3 }),
    comparison: fc.constantFrom<ComparisonSign>(':', '='),
    value,
  }),
  fc.record({
    type: fc.constant('value' as const),
    roots: root.map((it) => [it]),
    steps: fc.array(name, { maxLength: 3 }),
    comparison: fc.constantFrom<ComparisonSign>('>', '>=', '<', '<='),
    value: fc.constantFrom('0', '42', '-1.5').map((it) => ({ type: 'word' as const, text: it, span: SPAN })),
  }),
);

/** Paths into a payload, so that places that are there are asked for. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function expectSame(lines: readonly string[], conditions: readonly PayloadCondition[]): void {
  const bytes = Buffer.from(lines.map((it) => `${it}\n`).join(''));
  const [starts, ends] = [new Uint32Array(lines.length), new Uint32Array(lines.length)];
  let at = 0;
  lines.forEach((it, i) => {
    starts[i] = at;
    ends[i] = at + Buffer.byteLength(it);
    at = (ends[i] as number) + 1;
  });
  const met = new Uint32Array(lines.length);
  new BlockMatcher(conditions).match({ bytes, first: 0, starts, ends }, met);
  const matcher = payloadMatcher(conditions);
  const expected = lines.map((_, i) => {
    const json = bytes.toString('utf8', starts[i], ends[i]);
    return matcher(JSON.parse(json) as PayloadEntry);
  });
  expect([...met], lines.join('\n')).toEqual(expected);
}

describe('searching lines where they stand', () => {
  test('tells what parsing each of them tells', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.array(condition, { minLength: 1, maxLength: 4 }),
        (lines, conditions) => expectSame(lines.map(lineText), conditions),
      ),
      { numRuns: 8000 },
    );
  });

  test.each([
    ['{"id":1,"id":2}', false],
    ['{"id":2,"id":1}', true],
    ['{"\\u0069d":2,"id":1}', true],
    ['{"id":1,"\\u0069d":2}', false],
  ])('of two values of a name the last one counts: %s', (args, isMet) => {
    const one: PayloadCondition = {
      type: 'value',
      roots: ['args'],
      steps: ['id'],
      comparison: '=',
      value: { type: 'word', text: '1', span: SPAN },
    };
    const json = `{"type":"message","seq":1,"args":${args}}`;
    expectSame([json], [one]);
    expect(payloadMatcher([one])(JSON.parse(json) as PayloadEntry)).toBe(Number(isMet));
  });

  test.each(['b', '6b', 'u006b', 'n'])('“%s” is not found in an escape', (wanted) => {
    const condition: PayloadCondition = {
      type: 'value',
      roots: PAYLOAD_ROOTS,
      steps: [],
      comparison: ':',
      value: { type: 'quoted', text: wanted, span: SPAN },
    };
    expectSame([`{"type":"message","seq":1,"args":["\\u006b","\\n"]}`], [condition]);
  });

  test('finds what stands at every place', () => {
    fc.assert(
      fc.property(
        line,
        fc.nat(),
        value,
        fc.constantFrom<ComparisonSign>(':', '='),
        (it, choice, wanted, comparison) => {
          const args = Object.fromEntries(it.payload).args;
          const paths = pathsOf(args);
          const steps = paths[choice % paths.length] as readonly string[];
          expectSame([lineText(it)], [{ type: 'value', roots: ['args'], steps, comparison, value: wanted }]);
          const exact: FilterValue = { type: 'quoted', text: '42', span: SPAN };
          expectSame([lineText(it)], [{ type: 'value', roots: ['args'], steps, comparison: '=', value: exact }]);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('what a regular expression requires', () => {
  test.each<[RegExp, readonly string[] | undefined]>([
    [/gro+ceries/, ['ceries']],
    [/shopping|groceries/i, ['shopping', 'groceries']],
    [/a(bc|def)g/, ['bc', 'def']],
    [/x?y*z/, ['z']],
    [/a.*bcd/, ['bcd']],
    [/(?:ab){2}c/, ['ab']],
    [/(ab)*/, undefined],
    [/[abc]+/, undefined],
    [/foo|/, undefined],
    [/(?=abc)a/, ['a']],
    [/(?<name>abc)d/, ['abc']],
    [/(?<!abc)d/, ['d']],
    [/\d{4}-\d\d/, ['-']],
    [/a\/b\.c/, ['a/b.c']],
    [/ab{0,2}cd/, ['cd']],
    [/ab{2}cd/, ['ab']],
    [/"name"/, ['name']],
    [/\x41bc\u0041d/, ['bc']],
    [/sick/iu, ['ic']],
    [/é+/, undefined],
    [/[\]x]yz/, ['yz']],
  ])('%s: %j', (regex, expected) => {
    expect(requiredTexts(regex)).toEqual(expected);
  });

  test('stands in every match', () => {
    const sources = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            'a',
            'b',
            'k',
            'S',
            '.',
            '\\d',
            '\\.',
            '[ab]',
            '(?:a|bk)',
            '(ab|k)',
            '(?=a)',
            '^',
            '$',
            '|',
            '\\/',
            '\\b',
          ),
          fc.constantFrom('a+', 'b?', 'k*', 'S{2}', '(ab){0,1}', '(?:k){2,}', '[^a]*?', 'a+?', '\\x61', '\\u006b', 'é'),
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join(''));
    const subject = fc.string({
      unit: fc.constantFrom('a', 'b', 'k', 's', 'S', 'K', '\u212a', '\u017f', '.', '1', '/', 'é', ' '),
    });
    fc.assert(
      fc.property(sources, fc.constantFrom('', 'i', 'u', 'iu', 's', 'v'), subject, (source, flags, content) => {
        const regex = new RegExp(source, flags);
        const texts = requiredTexts(regex);
        if (texts === undefined || !regex.test(content)) return;
        expect(
          texts.some((it) => content.toLowerCase().includes(it)),
          `${regex} in ${content}`,
        ).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});
