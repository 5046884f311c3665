/** Filters evaluate four rows at a time; here each row is evaluated by itself, in the plainest way, and both must say the same. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHUNK_MASK, CHUNK_ROWS, RowFlag, UNKNOWN_LISTENERS } from '../../../../src/shared/columns/columns';
import { endpointLabel } from '../../../../src/shared/columns/endpointInfo';
import { MessageTable, rowDurationUs } from '../../../../src/shared/columns/messageTable';
import type { ComparisonSign, FilterNode } from '../../../../src/shared/filter/ast';
import { rangeOf } from '../../../../src/shared/filter/columnPredicates';
import { RowMatcher } from '../../../../src/shared/filter/compile';
import { FilteredRows } from '../../../../src/shared/filter/filteredRows';
import { parseFilter } from '../../../../src/shared/filter/parse';
import { createVerdicts, evaluateRows, UNREAD, Verdict } from '../../../../src/shared/filter/verdict';
import { DIRECTIONS, MESSAGE_KINDS, STATUSES } from '../../../../src/shared/journal/entries';
import { compiled } from '../../../support/filtering';
import { pick, seededRandom } from '../../../support/randomTraffic';

/** Rows of more than one chunk, so that a run of rows can lie at the end of one. */
const ROWS = CHUNK_ROWS + 999;
const NUMBERS = [0, 1, 49.5, 50, 51, 1000, 70_000, 4e9, Number.NaN, Number.NaN];

const table = randomTable(5);

function randomTable(seed: number): MessageTable {
  const random = seededRandom(seed);
  const made = new MessageTable();
  for (const channel of ['notes:save', 'notes:list', 'port 7', 'sync', 'SAVE all']) made.channelIndex(channel);
  for (let id = 0; id < 6; id++)
    made.addEndpoint({ id, target: 1, kind: 'frame', title: `Window ${id}`, isMainFrame: true, url: `app://${id}` });
  made.columns.extendTo(ROWS);
  const below = (limit: number) => Math.floor(random() * limit);
  for (let row = 0; row < ROWS; row++) {
    const columns = made.columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    columns.kind[i] = below(MESSAGE_KINDS.length);
    columns.direction[i] = below(DIRECTIONS.length);
    columns.status[i] = below(STATUSES.length);
    columns.flags[i] = below(32);
    columns.channel[i] = below(made.channels.length);
    columns.from[i] = below(6);
    columns.to[i] = below(6);
    columns.sizeBytes[i] = pick(random, [0, 50, 99, 100, 101, 0xffff_ffff]);
    columns.resultBytes[i] = pick(random, [0, 50, 0xffff_ffff]);
    for (const phase of ['transitUs', 'blockingUs', 'handlerUs', 'returnUs'] as const)
      columns[phase][i] = pick(random, NUMBERS);
    columns.listeners[i] = pick(random, [0, 1, 2, 254, UNKNOWN_LISTENERS]);
    columns.portCount[i] = pick(random, [0, 0, 1, 255]);
  }
  return made;
}

/** 0 no, 1 maybe, 2 yes: AND is the least, OR the greatest. */
type Answer = (row: number, met: number) => number;

const compare: { readonly [K in ComparisonSign]: (value: number, wanted: number) => boolean } = {
  ':': (value, wanted) => value === wanted,
  '=': (value, wanted) => value === wanted,
  '>': (value, wanted) => value > wanted,
  '>=': (value, wanted) => value >= wanted,
  '<': (value, wanted) => value < wanted,
  '<=': (value, wanted) => value <= wanted,
};

const UNITS: { readonly [unit: string]: number } = { us: 1, ms: 1000, kb: 1024 };

/** Numbers payload conditions in the order in which they stand. */
class PlainEvaluator {
  private conditions = 0;

  answer(node: FilterNode): Answer {
    switch (node.type) {
      case 'all':
        return () => 2;
      case 'and': {
        const answers = node.children.map((child) => this.answer(child));
        return (row, met) => Math.min(...answers.map((answer) => answer(row, met)));
      }
      case 'or': {
        const answers = node.children.map((child) => this.answer(child));
        return (row, met) => Math.max(...answers.map((answer) => answer(row, met)));
      }
      case 'not': {
        const inner = this.answer(node.child);
        return (row, met) => 2 - inner(row, met);
      }
      case 'text': {
        const { text } = node.value as { text: string };
        const payload = this.payload();
        return (row, met) => (table.channelOf(row).toLowerCase().includes(text) ? 2 : payload(row, met));
      }
      case 'json':
        throw new Error('No filter of this test has any.');
      case 'condition':
        return this.condition(node.key, node.comparison, (node.value as { text: string }).text);
    }
  }

  private payload(): Answer {
    const bit = 1 << this.conditions++;
    return (_row, met) => (met === UNREAD ? 1 : (met & bit) === 0 ? 0 : 2);
  }

  private condition(key: string, comparison: ComparisonSign, text: string): Answer {
    const get = (row: number, column: Parameters<typeof table.columns.get>[1]) => table.columns.get(row, column);
    const isTrue =
      (test: (row: number) => boolean): Answer =>
      (row) =>
        test(row) ? 2 : 0;
    const label = (index: number) => endpointLabel(table.endpoints[index] as never).toLowerCase();
    const [, digits = '', unit = ''] = /^([\d.]+)(\w*)$/.exec(text) ?? [];
    const number = Number(digits) * (UNITS[unit] ?? 1);
    const isNumber = (read: (row: number) => number) => isTrue((row) => compare[comparison](read(row), number));
    switch (key) {
      case 'kind':
        return isTrue((row) =>
          new RegExp(`^${text.replace('*', '.*')}$`, 'i').test(MESSAGE_KINDS[get(row, 'kind')] ?? ''),
        );
      case 'status':
        return isTrue((row) => STATUSES[get(row, 'status')] === text);
      case 'is':
        return isTrue((row) => (get(row, 'flags') & RowFlag[text as keyof typeof RowFlag]) !== 0);
      case 'channel':
        return isTrue((row) => table.channelOf(row).toLowerCase().includes(text));
      case 'from':
        return isTrue((row) => label(get(row, 'from')).includes(text));
      case 'url':
        return isTrue((row) =>
          [get(row, 'from'), get(row, 'to')].some((end) => table.endpoints[end]?.url?.includes(text)),
        );
      case 'dur':
        return isNumber((row) => rowDurationUs(table, row));
      case 'handler':
        return isNumber((row) => get(row, 'handlerUs'));
      case 'transit':
        return isNumber((row) => get(row, 'transitUs'));
      case 'size':
        return isNumber((row) => get(row, 'sizeBytes') + get(row, 'resultBytes'));
      case 'listeners':
        return isNumber((row) => (get(row, 'listeners') === UNKNOWN_LISTENERS ? Number.NaN : get(row, 'listeners')));
      case 'port': {
        const isPosted = (row: number) =>
          MESSAGE_KINDS[get(row, 'kind')] === 'port' && /^port \d+$/.test(table.channelOf(row));
        return isTrue((row) => isPosted(row) || get(row, 'portCount') > 0);
      }
      case 'error.code': {
        const payload = this.payload();
        return (row, met) =>
          ['ok', 'pending'].includes(STATUSES[get(row, 'status')] as string) ? 0 : payload(row, met);
      }
      case 'args':
        return this.payload();
      default:
        throw new Error(key);
    }
  }
}

const condition = fc.oneof(
  fc.constantFrom('kind:invoke', 'kind:send*', 'status:ok', 'status:error', 'is:internal', 'is:truncated', 'is:marked'),
  fc.constantFrom('channel:save', 'channel:zzz', 'from:3', 'url:app://2', 'port:*'),
  fc
    .tuple(
      fc.constantFrom('dur', 'handler', 'transit'),
      fc.constantFrom(':', '=', '>', '>=', '<', '<='),
      fc.constantFrom('0us', '49.5us', '50us', '51us', '1ms', '4000000ms'),
    )
    .map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('size', 'listeners'), fc.constantFrom('=', '>', '>=', '<', '<='), fc.nat(255))
    .map((parts) => parts.join('')),
  fc.constantFrom('notes', 'sync', 'nothing', 'args:x', 'error.code=E'),
);
const { filterText } = fc.letrec<{ filterText: string }>((tie) => ({
  filterText: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.array(tie('filterText'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' ')})`),
    fc.array(tie('filterText'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' | ')})`),
    tie('filterText').map((part) => `-(${part})`),
  ),
}));

function plainAnswers(text: string): Answer {
  const parsed = parseFilter(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error.message}`);
  return new PlainEvaluator().answer(parsed.filter);
}

const ANSWERS = new Map<number, number>([
  [Verdict.no, 0],
  [Verdict.maybe, 1],
  [Verdict.yes, 2],
]);

describe('verdicts of many rows at a time', () => {
  test('are those of each row by itself', () => {
    const verdicts = createVerdicts();
    const start = fc.oneof(fc.nat(ROWS - 1), fc.integer({ min: CHUNK_ROWS - 60, max: ROWS - 1 }));
    const met = fc.oneof(fc.constant(UNREAD), fc.nat(15));
    fc.assert(
      fc.property(filterText, start, fc.nat(300), met, (text, first, length, isMet) => {
        const expected = plainAnswers(text);
        const { predicate } = compiled(text, table);
        const last = Math.min(first + length, ROWS - 1, first | CHUNK_MASK);
        const firstOfChunk = first - (first & CHUNK_MASK);
        evaluateRows(
          predicate,
          table.columns.chunkOf(first),
          first - firstOfChunk,
          last + 1 - firstOfChunk,
          verdicts,
          isMet,
        );
        for (let row = first; row <= last; row++)
          expect(ANSWERS.get(verdicts.bytes[row & CHUNK_MASK] as number), `${text} in row ${row}`).toBe(
            expected(row, isMet),
          );
      }),
      { numRuns: 2000 },
    );
  });

  test('list the rows that each row’s own verdict lets in', () => {
    fc.assert(
      fc.property(filterText, fc.nat(ROWS - 1), fc.nat(6), (text, firstRow, divisor) => {
        const isFound = (row: number) => row % (divisor + 2) === 0;
        const expected = plainAnswers(text);
        const { predicate } = compiled(text, table);
        const view = new FilteredRows(table, { predicate, isMet: isFound });
        view.setFilter({ predicate, isMet: isFound }, firstRow);
        const rows: number[] = [];
        for (let row = firstRow; row < ROWS; row++) {
          const answer = expected(row, UNREAD);
          if (answer === 2 || (answer === 1 && isFound(row))) rows.push(row);
        }
        expect(
          Array.from({ length: view.length }, (_, i) => view.at(i)),
          text,
        ).toEqual(rows);
      }),
      { numRuns: 25 },
    );
  });

  test('are the same when a row is evaluated alone', () => {
    fc.assert(
      fc.property(filterText, fc.nat(ROWS - 1), fc.nat(15), (text, row, met) => {
        const matcher = new RowMatcher(compiled(text, table));
        expect(ANSWERS.get(matcher.verdictOf(table, row, met)), text).toBe(plainAnswers(text)(row, met));
      }),
      { numRuns: 1000 },
    );
  });
});

test('a range holds the numbers that a comparison lets in', () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, -1, Number.MAX_VALUE, Number.MIN_VALUE));
  const comparison = fc.constantFrom<ComparisonSign>(':', '=', '>', '>=', '<', '<=');
  fc.assert(
    fc.property(number, number, comparison, (value, wanted, how) => {
      for (const it of [value, wanted]) {
        const { low, high } = rangeOf(how, wanted);
        expect(it >= low && it <= high).toBe(compare[how](it, wanted));
      }
    }),
    { numRuns: 5000 },
  );
});
