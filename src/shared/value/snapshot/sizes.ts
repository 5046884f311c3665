/** Bytes that the parts of a value count for, roughly as in JSON. */

/** An element, key or pair apart from its content. */
export const ELEMENT_BYTES = 2;
export const NUMBER_BYTES = 8;
/** Names up to here are kept whole where the budget ends. */
export const MAX_EXTRA_NAME = 1024;
/** `true`, `null` and their like. */
export const WORD_BYTES = 4;
/** Characters kept of a cut text beyond the cut, until it is masked. */
export const CUT_OVERLAP = 1024;
