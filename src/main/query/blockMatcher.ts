/**
 * Finds which lines of a block meet payload conditions. First the whole block is searched as one text for what every match
 * must hold; only lines in which that was found are parsed.
 */

import type { PayloadCondition } from '../../shared/filter/payloadCondition';
import { type PayloadEntry, payloadMatcher } from '../../shared/filter/payloadMatch';
import { OTHER_ESCAPES, rawHint } from '../../shared/filter/rawHint';
import { PAYLOAD_KEYS } from '../../shared/journal/lineCodec';
import type { LineBlock } from './lineBatch';

export class BlockMatcher {
  private readonly searches: readonly (Search | undefined)[];
  private readonly matcher;
  /** Conditions that any line may meet, a bit each. */
  private readonly unhinted: number;

  constructor(conditions: readonly PayloadCondition[]) {
    this.searches = conditions.map((condition) => {
      const hint = rawHint(condition);
      return hint && { found: expression(hint), isInPayload: condition.type !== 'ports' };
    });
    this.matcher = payloadMatcher(conditions);
    this.unhinted = this.searches.reduce((bits, search, i) => (search === undefined ? bits | (1 << i) : bits), 0);
  }

  /** @param met by index in the batch: a bit for each condition the line meets is set */
  match(block: LineBlock, met: Uint32Array): void {
    const { bytes, first, starts, ends } = block;
    const candidates = this.candidates(bytes.toString('latin1'), block);
    for (let i = 0; i < starts.length; i++) {
      const conditions = candidates[i] as number;
      if (conditions === 0) continue;
      const entry = parse(bytes, starts[i] as number, ends[i] as number);
      if (entry !== undefined) met[first + i] = (met[first + i] as number) | this.matcher(entry, conditions);
    }
  }

  /** For each line, the conditions that it may meet, a bit each. */
  private candidates(text: string, block: LineBlock): Uint32Array {
    const candidates = new Uint32Array(block.starts.length).fill(this.unhinted);
    for (const [i, search] of this.searches.entries()) {
      if (search !== undefined) markLines(text, block, search, candidates, 1 << i);
    }
    markLines(text, block, ESCAPES, candidates, (1 << this.searches.length) - 1);
    return candidates;
  }
}

/** What every line must hold that meets a condition. */
interface Search {
  readonly found: RegExp;
  readonly isInPayload: boolean;
}

const ESCAPES: Search = { found: expression(OTHER_ESCAPES), isInPayload: true };

/** Ignoring case: several times faster than comparing with the block in lower case. */
function expression(texts: readonly string[]): RegExp {
  return new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|'), 'gi');
}

/** Where the payload of a message begins; what stands before it, such as times, often looks like what is searched for. */
function payloadStart(text: string, start: number, end: number): number {
  const at = text.indexOf(PAYLOAD_START, start);
  return at === -1 || at >= end ? start : at + PAYLOAD_START.length;
}

const [PAYLOAD_START] = PAYLOAD_KEYS;

/** Sets bits of every line in which something is found. */
function markLines(
  text: string,
  { starts, ends }: LineBlock,
  { found, isInPayload }: Search,
  marks: Uint32Array,
  bits: number,
): void {
  let line = 0;
  found.lastIndex = 0;
  for (let match = found.exec(text); match !== null; match = found.exec(text)) {
    line = lineAt(starts, match.index, line);
    const payload = isInPayload ? payloadStart(text, starts[line] as number, ends[line] as number) : 0;
    if (match.index < payload) {
      found.lastIndex = payload;
      continue;
    }
    marks[line] = (marks[line] as number) | bits;
    // One place a line is enough.
    const next = starts[++line];
    if (next === undefined) return;
    found.lastIndex = next;
  }
}

/** The last line that begins at `at` or before, not looked for before `from`. */
function lineAt(starts: Uint32Array, at: number, from: number): number {
  let low = from;
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
