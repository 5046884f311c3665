/**
 * The conditions of a filter that only the payload can answer. They are plain data, so that they can be handed to another
 * thread; `payloadMatch.ts` answers them for an entry, `rawHint.ts` tells which lines can be passed over unread.
 */

import type { ComparisonSign, FilterValue } from './ast';

export const PAYLOAD_ROOTS = ['args', 'result', 'error'] as const;
export type PayloadRoot = (typeof PAYLOAD_ROOTS)[number];

/** A step that stands for any number of steps, also none. */
export const ANY_DEPTH = '**';

export type PayloadCondition =
  /** Something at a place; without steps, in the whole. */
  | {
      readonly type: 'value';
      readonly roots: readonly PayloadRoot[];
      /** As `0`, `id`; `*` in a step stands for any text, the step `**` for any steps. */
      readonly steps: readonly string[];
      readonly comparison: ComparisonSign;
      readonly value: FilterValue;
    }
  /** It was posted on one of these ends, or carried one; undefined: any. */
  | { readonly type: 'ports'; readonly ids: readonly number[] | undefined };

/** As many as have a bit in a number. */
export const MAX_PAYLOAD_CONDITIONS = 30;
