/** Reads the spill files of an agent, which hold what its socket did not take in time; see shared/link/spill.ts. */

import { closeSync, constants, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { MAX_SPILL_BYTES, readSpillHeader, SPILL_FILES, SPILL_HEADER_BYTES, spillFile } from '../../shared/link/spill';

/** A part of the agent's stream. */
interface SpilledPart {
  readonly at: number;
  readonly bytes: Buffer;
}

/** A line may be longer than what else fits. */
const MAX_FILE_BYTES = 2 * MAX_SPILL_BYTES;
/** Does not follow a link, which a target may have put there. Windows has no such flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

export class SpillFileReader {
  /** @param path of the files, without their endings */
  constructor(private readonly path: string) {}

  /**
   * @param position in the agent's stream
   * @returns the bytes that follow on it, as far as they are there
   */
  from(position: number): Buffer {
    const parts: SpilledPart[] = [];
    for (let index = 0; index < SPILL_FILES; index++) {
      const part = readPart(spillFile(this.path, index), position);
      if (part !== undefined) parts.push(part);
    }
    parts.sort((a, b) => a.at - b.at);
    const found: Buffer[] = [];
    let end = position;
    for (const { at, bytes } of parts) {
      // What lies in between is still on its way over the socket.
      if (at > end || at + bytes.length <= end) continue;
      found.push(bytes.subarray(end - at));
      end = at + bytes.length;
    }
    return Buffer.concat(found);
  }

  remove(): void {
    for (let index = 0; index < SPILL_FILES; index++) rmSync(spillFile(this.path, index), { force: true });
  }
}

/** @returns undefined if there is nothing after the position, or the agent is just changing it */
function readPart(file: string, position: number): SpilledPart | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, FLAGS);
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > MAX_FILE_BYTES) return undefined;
    const at = readHeader(descriptor);
    const length = stat.size - SPILL_HEADER_BYTES;
    if (at === undefined || at + length <= position) return undefined;
    const bytes = Buffer.allocUnsafe(length);
    const read = readSync(descriptor, bytes, 0, length, SPILL_HEADER_BYTES);
    // The agent only appends, until it begins again with another header.
    const isSame = read === length && readHeader(descriptor) === at && fstatSync(descriptor).size >= stat.size;
    return isSame ? { at, bytes } : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readHeader(descriptor: number): number | undefined {
  const header = Buffer.alloc(SPILL_HEADER_BYTES);
  const read = readSync(descriptor, header, 0, SPILL_HEADER_BYTES, 0);
  return readSpillHeader(header.toString('latin1', 0, read));
}
