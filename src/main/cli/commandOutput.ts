/** Writes the output of a command: to a file, whole or not at all, or to standard output. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isSystemError, UserError } from '../base/userError';
import { OutputFile } from '../journal/outputFile';

/**
 * Checks the output before the work begins.
 *
 * @param out undefined: standard output
 * @throws UserError if it can't be written, or would replace a file without `--force`
 */
export async function findOutput(out: string | undefined, overwrites: boolean): Promise<OutputFile | undefined> {
  return out === undefined ? undefined : OutputFile.find(out, { overwrites });
}

/**
 * @param output undefined: standard output; its reader may stop at any time
 * @throws UserError if it can't be written, AbortError if the signal says so
 */
export async function writeOutput(
  output: OutputFile | undefined,
  chunks: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  if (output !== undefined) {
    await output.write(chunks, { signal });
    return;
  }
  // The pipeline gets an error as well; without a listener, a later one would end the process.
  process.stdout.on('error', () => {});
  try {
    await pipeline(Readable.from(chunks, { objectMode: false }), process.stdout, { signal, end: false });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EPIPE') return;
    throw new UserError(
      'save-failed',
      `Standard output can’t be written: ${error.message}.`,
      'Free some disk space, or write to another file.',
    );
  }
}

/** A text as the content of an output. */
export async function* textChunks(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
