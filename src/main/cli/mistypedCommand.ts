/** Recognises mistyped commands. */

import { existsSync } from 'node:fs';
import { closest } from '../../shared/filter/closest';
import { HEADLESS_COMMANDS } from './headlessArguments';
import { usage } from './options';

/**
 * Refuses a mistyped command, which would otherwise be taken for an app. If a file or folder has that name, it is an app.
 *
 * @param args without the executable and the script; paths in it are relative to the working folder
 * @throws UserError with code `usage` that names the command
 */
export function refuseMistypedCommand([word = '', ...rest]: readonly string[]): void {
  const commands = [...HEADLESS_COMMANDS.keys(), 'run'];
  if (!/^[a-z]+$/i.test(word) || commands.includes(word) || existsSync(word)) return;
  const meant = closest(word, commands);
  if (meant === undefined) return;
  throw usage(`“${word}” is neither a command nor an app.`, `Did you mean: electroscope ${[meant, ...rest].join(' ')}`);
}
