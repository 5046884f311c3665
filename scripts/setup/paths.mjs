import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Where downloads that several checkouts can share are kept; `ELECTROSCOPE_DEV_CACHE` moves it. */
export const developmentCache =
  process.env.ELECTROSCOPE_DEV_CACHE ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'electroscope-dev');

/**
 * Whether a script was run directly, not imported, even through a link or the letter of a drive.
 *
 * @param {string} moduleUrl of the script
 * @param {string} [started] what Node was told to run
 */
export function isStarted(moduleUrl, started = process.argv[1]) {
  if (started === undefined) return false;
  try {
    return realpathSync(started) === realpathSync(fileURLToPath(moduleUrl));
  } catch {
    return false;
  }
}
