/**
 * Files in which an agent holds what its socket has not taken yet; the inspector reads them when the process has ended or stands
 * still. A file is a header, then bytes of the stream that the agent sends, as they stand in it.
 */

/** How many there are, which take turns. */
export const SPILL_FILES = 2;
/** More than an agent can have on its way at a time. */
export const MAX_SPILL_BYTES = 32 * 1024 * 1024;
/** Of the header. */
export const SPILL_HEADER_BYTES = 24;

const HEADER = /^spill ( *\d+)\n$/;
/** A name that can only be that of a file in the folder. */
const NAME = /^[a-z0-9-]{1,64}$/;

/** @param path of the files, without their endings */
export function spillFile(path: string, index: number): string {
  return `${path}.spill${index}`;
}

/** @param at place in the stream of the first byte, counted from the beginning of the agent's first line */
export function spillHeader(at: number): Uint8Array {
  const text = `spill ${String(at).padStart(SPILL_HEADER_BYTES - 'spill \n'.length)}\n`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** @returns the place in the stream of the first byte; undefined: that is not a header */
export function readSpillHeader(text: string): number | undefined {
  const digits = HEADER.exec(text)?.[1];
  const at = Number(digits);
  return digits !== undefined && text.length === SPILL_HEADER_BYTES && Number.isSafeInteger(at) ? at : undefined;
}

export function isSpillName(name: unknown): name is string {
  return typeof name === 'string' && NAME.test(name);
}
