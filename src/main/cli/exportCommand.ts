/** `electroscope export`. */

import { formatBytes, formatCount } from '../../shared/format/format';
import { agentSettingsOf, DEFAULT_USER_SETTINGS } from '../../shared/link/userSettings';
import { exportChunks } from '../query/exportSession';
import { matchingRows } from '../query/matchingRows';
import { findOutput, writeOutput } from './commandOutput';
import type { ExportCommand } from './commands';
import { countInternal, openCaptureFile, percent } from './openCaptureFile';
import { LiveLine, say, terminalText } from './terminal';

/** @throws UserError if it can't be read or written, AbortError if the signal says so; nothing is left behind then */
export async function runExport(command: ExportCommand, version: string, signal: AbortSignal): Promise<number> {
  const { format, out, redact, includesInternal } = command;
  const output = await findOutput(out, command.overwrites);
  const line = new LiveLine();
  const input = await openCaptureFile(command, includesInternal, signal, line);
  try {
    const { filter, scanner } = input.filter(command.filter);
    const chunks = exportChunks(input.session, {
      format,
      matches: matchingRows(input.session, filter, scanner, signal),
      writer: { name: 'electroscope', version },
      ...(redact && { redaction: agentSettingsOf({ ...DEFAULT_USER_SETTINGS, ...redact }).redaction }),
      signal,
      onProgress: (done, total) => line.show(`Exporting … ${percent(done, total)}`),
    });
    let messages = 0;
    let bytes = 0;
    const counted = async function* () {
      for (;;) {
        const { done, value } = await chunks.next();
        if (done) {
          messages = value;
          return;
        }
        bytes += value.length;
        yield value;
      }
    };
    await writeOutput(output, counted(), signal);
    line.clear();
    if (out === undefined) return 0;
    const { length } = input.session.fold.table;
    say(
      `Exported ${formatCount(messages)} of ${formatCount(length)} messages to ${terminalText(out)} (${formatBytes(bytes)}).`,
    );
    const internal = includesInternal ? 0 : countInternal(input.session.fold.table);
    if (internal > 0)
      say(`${formatCount(internal)} of Electron’s own are left out; --include-internal brings them in.`);
    return 0;
  } finally {
    line.clear();
    await input.close();
  }
}
