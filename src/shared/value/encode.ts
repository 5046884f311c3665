/**
 * Turns values that cross (or are about to cross) an IPC boundary into encoded values, within a budget.
 *
 * It runs in the target's main process, on its hot path. `encode` takes a snapshot at once, because handlers may mutate
 * what they are given. A value that is JSON already becomes its JSON (snapshot/plainJson.ts). Of any other, names and
 * values are copied side by side, and strings are shared. `seal`, later, makes objects of them again and resolves shared
 * references; looking every object up in a Map at once would double the cost (docs/benchmarks.md). The walk finds cycles
 * by depth: it walks a value again with every object looked up if that nests deeper than `FAST_DEPTH`, or if repeated
 * objects may have used up the budget.
 *
 * Nothing here ever throws, runs a getter or an overridden method, or triggers a proxy's trap: what would do so is left
 * unread. The parts are in snapshot/.
 */

import { hasPlaces, NO_PLACES } from '../redaction/pathRules';
import type { Redaction } from '../redaction/redactor';
import type { TextRules } from '../redaction/textRules';
import type { Builtins } from './builtins';
import { DEFAULT_PAYLOAD_BYTES, type Encoding } from './encoding';
import { hiddenPlaces } from './snapshot/hiddenPlaces';
import { type PlainJson, plainJson } from './snapshot/plainJson';
import { ShapeCache } from './snapshot/shapes';
import { Walk, type WalkSettings } from './snapshot/walk';

export interface EncodeLimits {
  /** Roughly the bytes of JSON that may be kept of one value. */
  readonly maxBytes: number;
  /** Of a larger value, only names and values are copied at once, and its JSON is made later. Absent: of none. */
  readonly maxBytesAtOnce?: number;
  /** Objects nested deeper are cut. At most 400, so that no reader's stack is at risk. */
  readonly maxDepth: number;
}

export const DEFAULT_LIMITS: EncodeLimits = { maxBytes: DEFAULT_PAYLOAD_BYTES, maxDepth: 200 };

/**
 * Where a value comes from: `received` values were just deserialized, so they cannot hold getters, proxies
 * or functions; `app` values were made by the app's code and can hold anything.
 */
export type ValueOrigin = 'received' | 'app';

export interface Encoder {
  /**
   * Never throws, whatever the value.
   *
   * @param redaction what must not stand in the encoded value
   */
  encode(value: unknown, origin: ValueOrigin, limits: EncodeLimits, redaction?: Redaction): Encoding;
}

const FAST_DEPTH = 16;
/** Shared, since nothing is ever added to it. */
const NONE: never[] = [];
const NO_REDACTION: Redaction = { keys: undefined, places: NO_PLACES, texts: undefined };

export function createEncoder(builtins: Builtins): Encoder {
  const shapes = new ShapeCache();
  return {
    encode(value, origin, { maxBytes, maxDepth, maxBytesAtOnce = maxBytes }, redaction = NO_REDACTION) {
      const isApp = origin === 'app';
      const fastDepth = maxDepth < FAST_DEPTH ? maxDepth : FAST_DEPTH;
      const { keys, places: rules, texts } = redaction;
      if (!hasPlaces(rules)) {
        const plain = plainJson(value, {
          builtins,
          isApp,
          maxBytes: maxBytes < maxBytesAtOnce ? maxBytes : maxBytesAtOnce,
          maxDepth: fastDepth,
          keyRules: keys,
          shapes,
        });
        if (plain !== undefined) return encodingOf(plain, texts);
      }
      const places = hiddenPlaces(value, rules, builtins);
      const settings: WalkSettings = { builtins, isApp, maxBytes, maxDepth: fastDepth, redaction, places, shapes };
      const fast = new Walk(settings, undefined);
      const node = fast.encode(value, 0);
      if (fast.isReliable(node)) return fast.finish(node);
      const exact = new Walk({ ...settings, maxDepth }, new Map());
      return exact.finish(exact.encode(value, 0));
    },
  };
}

function encodingOf({ json, sizeBytes }: PlainJson, texts: TextRules | undefined): Encoding {
  return {
    node: null,
    json,
    sizeBytes,
    truncated: false,
    redacted: false,
    mayRepeat: false,
    blobs: NONE,
    texts,
    cutTexts: NONE,
  };
}
