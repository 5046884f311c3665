/** Where a command's output goes: a file, of which there is never a half, or standard output. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeAtomically } from '../session/atomicFile';

/**
 * @param out undefined: standard output; whoever reads that may stop reading at any time
 * @throws UserError if the file can't be written, AbortError if the signal says so
 */
export async function writeOutput(
  out: string | undefined,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  if (out !== undefined) {
    await writeAtomically(out, chunks, { signal });
    return;
  }
  try {
    await pipeline(Readable.from(chunks, { objectMode: false }), process.stdout, { signal, end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}
