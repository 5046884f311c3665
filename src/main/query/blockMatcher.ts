/**
 * Finds the lines of a block that meet payload conditions. First it searches the whole block as one text for what
 * every match must contain. Only lines with a hit are examined. For some of these the text around the hit shows that
 * they match. For most, their bytes are read (`payloadLine.ts`); the rest are parsed.
 */

import type { PayloadCondition } from '../../shared/filter/payloadCondition';
import { type PayloadEntry, payloadMatcher } from '../../shared/filter/payloadMatch';
import { certainMatcher, certainText, OTHER_SPELLINGS, rawHint } from '../../shared/filter/rawHint';
import type { TextMatcher } from '../../shared/filter/textMatch';
import { isTooCostly } from '../journal/jsonBytes';
import type { LineBlock } from './lineBatch';
import { type LineTest, lineTest } from './lineTest';
import { PayloadLine, UNDECIDED } from './payloadLine';
import { PlaceReader } from './placeReader';
import { type TextFinder, textFinder } from './textFinder';

/** What every line must hold that meets a condition. */
interface Search {
  /** A bit for each condition that may be met. */
  readonly bits: number;
  readonly finder: TextFinder;
  readonly isInPayload: boolean;
  /** A line that holds it in a text of its payload meets the condition: always, or if the text matches. */
  readonly isCertain: boolean | TextMatcher;
}

/** By line, a bit for each condition. */
interface Marks {
  readonly maybe: Uint32Array;
  readonly met: Uint32Array;
}

export class BlockMatcher {
  private readonly searches: readonly Search[];
  private readonly matcher;
  private readonly lineTests: readonly (LineTest | undefined)[];
  /** Conditions that any line may meet, a bit each. */
  private readonly unhinted: number;

  constructor(conditions: readonly PayloadCondition[]) {
    const all = 2 ** conditions.length - 1;
    const hinted = conditions.flatMap((condition, i): Search[] => {
      const hint = rawHint(condition);
      if (hint === undefined) return [];
      const isCertain = hint.length === 1 && (certainText(condition) === hint[0] || certainMatcher(condition));
      return [{ bits: 1 << i, finder: textFinder(hint, true), isInPayload: condition.type !== 'ports', isCertain }];
    });
    const otherwise = OTHER_SPELLINGS.map((text) => ({
      bits: all,
      finder: textFinder([text], false),
      isInPayload: false,
      isCertain: false,
    }));
    this.searches = [...hinted, ...otherwise];
    this.matcher = payloadMatcher(conditions);
    this.lineTests = conditions.map(lineTest);
    this.unhinted = hinted.reduce((bits, search) => bits & ~search.bits, all);
  }

  /** @param met by index in the batch: a bit for each condition the line meets is set */
  match(block: LineBlock, met: Uint32Array): void {
    const { bytes, first, starts, ends } = block;
    const text = bytes.toString('latin1');
    const places = new PlaceReader(text, block);
    const marks = this.marks(text, block, places);
    const line = new PayloadLine(bytes, text);
    for (let i = 0; i < starts.length; i++) {
      let found = marks.met[i] as number;
      let open = (marks.maybe[i] as number) & ~found;
      if (open !== 0 && line.open(starts[i] as number, ends[i] as number, places.firstKey(i))) {
        for (let bit = 0; bit < this.lineTests.length; bit++) {
          const test = this.lineTests[bit];
          if ((open & (1 << bit)) === 0 || test === undefined) continue;
          const isMet = test(line);
          if (isMet === UNDECIDED) continue;
          open &= ~(1 << bit);
          if (isMet) found |= 1 << bit;
        }
      }
      if (open !== 0) {
        const entry = parse(bytes, starts[i] as number, ends[i] as number);
        if (entry !== undefined) found |= this.matcher(entry, open);
      }
      met[first + i] = (met[first + i] as number) | found;
    }
  }

  private marks(text: string, block: LineBlock, places: PlaceReader): Marks {
    const { length } = block.starts;
    const marks = { maybe: new Uint32Array(length).fill(this.unhinted), met: new Uint32Array(length) };
    for (const search of this.searches) markLines(text, block, search, places, marks);
    return marks;
  }
}

/** Marks every line in which something is found. */
function markLines(
  text: string,
  { starts }: LineBlock,
  { bits, finder, isInPayload, isCertain }: Search,
  places: PlaceReader,
  { maybe, met }: Marks,
): void {
  let line = 0;
  for (let at = finder(text, 0); at !== -1; ) {
    line = lineAt(starts, at, line);
    const payload = isInPayload ? places.payloadStart(line) : 0;
    if (at < payload) {
      // What stands before it, such as times, often looks like what is searched for.
      at = finder(text, payload);
      continue;
    }
    maybe[line] = (maybe[line] as number) | bits;
    if (isCertain !== false && isMatch(isCertain, places, line, at)) met[line] = (met[line] as number) | bits;
    // One place a line is enough.
    const next = starts[++line];
    if (next === undefined) return;
    at = finder(text, next);
  }
}

function isMatch(isCertain: true | TextMatcher, places: PlaceReader, line: number, at: number): boolean {
  if (!places.isWithinText(line, at)) return false;
  if (isCertain === true) return true;
  const content = places.textAround(line, at);
  return content !== undefined && isCertain(content);
}

/** The last line that begins at `at` or before, not looked for before `from`. */
function lineAt(starts: Uint32Array, at: number, from: number): number {
  // Where most lines match, it is this one.
  const next = starts[from + 1];
  if (next === undefined || at < next) return from;
  let low = from + 1;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Undefined: a line that is damaged or too costly to read, of which no condition can be met. */
function parse(bytes: Buffer, start: number, end: number): PayloadEntry | undefined {
  try {
    if (isTooCostly(bytes.subarray(start, end))) return undefined;
    return JSON.parse(bytes.toString('utf8', start, end)) as PayloadEntry;
  } catch {
    return undefined;
  }
}
