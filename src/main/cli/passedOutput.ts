/** Passes what apps and commands print on to the terminal, beside what this program itself tells there. */

import { Writable } from 'node:stream';
import type { OutputStreams } from '../targets/launchedProcess';
import type { LiveLine } from './terminal';

const NEWLINE = 0x0a;

/**
 * @param line makes way for what is printed
 * @returns the output as output, the errors as errors
 */
export function passedOutput(line?: LiveLine): OutputStreams {
  return { stdout: passTo(process.stdout, line), stderr: passTo(process.stderr, line) };
}

function passTo(terminal: NodeJS.WriteStream, line: LiveLine | undefined): Writable {
  // Its reader may go at any time, as head does; the recording goes on.
  terminal.on('error', () => {});
  const passing = new Writable({
    write(chunk: Buffer, _encoding, done) {
      line?.clear();
      // A question of the app, which waits for an answer on the same line, stays.
      if (line !== undefined) line.isHeld = chunk.at(-1) !== NEWLINE;
      terminal.write(chunk, () => done());
    },
  });
  // Several processes print to it.
  return passing.setMaxListeners(0);
}
