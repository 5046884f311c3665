/** Copies the output of apps and commands to the terminal, beside the lines of this program. */

import { Writable } from 'node:stream';
import type { OutputStreams } from '../targets/launchedProcess';
import type { LiveLine } from './terminal';

const NEWLINE = 0x0a;

/**
 * @param line is cleared for each output
 * @returns the output as output, the errors as errors
 */
export function passedOutput(line?: LiveLine): OutputStreams {
  return { stdout: passTo(process.stdout, line), stderr: passTo(process.stderr, line) };
}

function passTo(terminal: NodeJS.WriteStream, line: LiveLine | undefined): Writable {
  // The reader may end at any time, as `head` does. The recording goes on.
  terminal.on('error', () => {});
  const passing = new Writable({
    write(chunk: Buffer, _encoding, done) {
      line?.clear();
      // A question of the app that waits for an answer on the same line stays visible.
      if (line !== undefined) line.isHeld = chunk.at(-1) !== NEWLINE;
      terminal.write(chunk, () => done());
    },
  });
  // Several processes print to it.
  return passing.setMaxListeners(0);
}
