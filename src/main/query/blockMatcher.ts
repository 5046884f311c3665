/**
 * Finds which lines of a block meet payload conditions. First the whole block is searched as one text for what every match
 * must hold; only lines in which that was found are looked at. Of these, most can be told to match by what stands around
 * the place; the rest are parsed.
 */

import type { PayloadCondition } from '../../shared/filter/payloadCondition';
import { type PayloadEntry, payloadMatcher } from '../../shared/filter/payloadMatch';
import { certainText, OTHER_ESCAPES, rawHint } from '../../shared/filter/rawHint';
import type { LineBlock } from './lineBatch';
import { PlaceReader } from './placeReader';

/** What every line must hold that meets a condition. */
interface Search {
  /** A bit for each condition that may be met. */
  readonly bits: number;
  readonly found: RegExp;
  readonly isInPayload: boolean;
  /** A line that holds it in a text of its payload meets the condition. */
  readonly isCertain: boolean;
}

/** By line, a bit for each condition. */
interface Marks {
  readonly maybe: Uint32Array;
  readonly met: Uint32Array;
}

export class BlockMatcher {
  private readonly searches: readonly Search[];
  private readonly matcher;
  /** Conditions that any line may meet, a bit each. */
  private readonly unhinted: number;

  constructor(conditions: readonly PayloadCondition[]) {
    const all = 2 ** conditions.length - 1;
    const hinted = conditions.flatMap((condition, i): Search[] => {
      const hint = rawHint(condition);
      if (hint === undefined) return [];
      const isCertain = hint.length === 1 && certainText(condition) === hint[0];
      return [{ bits: 1 << i, found: expression(hint), isInPayload: condition.type !== 'ports', isCertain }];
    });
    const escapes = { bits: all, found: expression(OTHER_ESCAPES), isInPayload: true, isCertain: false };
    this.searches = [...hinted, escapes];
    this.matcher = payloadMatcher(conditions);
    this.unhinted = hinted.reduce((bits, search) => bits & ~search.bits, all);
  }

  /** @param met by index in the batch: a bit for each condition the line meets is set */
  match(block: LineBlock, met: Uint32Array): void {
    const { bytes, first, starts, ends } = block;
    const marks = this.marks(bytes.toString('latin1'), block);
    for (let i = 0; i < starts.length; i++) {
      const found = marks.met[i] as number;
      const open = (marks.maybe[i] as number) & ~found;
      met[first + i] = (met[first + i] as number) | found;
      if (open === 0) continue;
      const entry = parse(bytes, starts[i] as number, ends[i] as number);
      if (entry !== undefined) met[first + i] = (met[first + i] as number) | this.matcher(entry, open);
    }
  }

  private marks(text: string, block: LineBlock): Marks {
    const { length } = block.starts;
    const marks = { maybe: new Uint32Array(length).fill(this.unhinted), met: new Uint32Array(length) };
    const places = new PlaceReader(text, block);
    for (const search of this.searches) markLines(text, block, search, places, marks);
    return marks;
  }
}

/** Ignoring case: several times faster than comparing with the block in lower case. */
function expression(texts: readonly string[]): RegExp {
  return new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'), 'gi');
}

/** Marks every line in which something is found. */
function markLines(
  text: string,
  { starts }: LineBlock,
  { bits, found, isInPayload, isCertain }: Search,
  places: PlaceReader,
  { maybe, met }: Marks,
): void {
  let line = 0;
  found.lastIndex = 0;
  for (let match = found.exec(text); match !== null; match = found.exec(text)) {
    line = lineAt(starts, match.index, line);
    const payload = isInPayload ? places.payloadStart(line) : 0;
    if (match.index < payload) {
      // What stands before it, such as times, often looks like what is searched for.
      found.lastIndex = payload;
      continue;
    }
    maybe[line] = (maybe[line] as number) | bits;
    if (isCertain && places.isWithinText(line, match.index)) met[line] = (met[line] as number) | bits;
    // One place a line is enough.
    const next = starts[++line];
    if (next === undefined) return;
    found.lastIndex = next;
  }
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

/** Undefined: a damaged line, of which no condition can be met. */
function parse(bytes: Buffer, start: number, end: number): PayloadEntry | undefined {
  try {
    return JSON.parse(bytes.toString('utf8', start, end)) as PayloadEntry;
  } catch {
    return undefined;
  }
}
