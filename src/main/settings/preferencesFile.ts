/** The window preferences, persisted in a file of their own. */

import { readFileSync } from 'node:fs';
import { readPreferences, type WindowPreferences } from '../../shared/bridge/windowPreferences';
import { UserError } from '../base/userError';
import { putAside, writePersisted } from './persistedFile';

const VERSION = 1;

export class PreferencesFile {
  /** The current preferences. */
  preferences: WindowPreferences;

  /** @param report is called if the file can't be used; it is renamed, and the defaults apply */
  constructor(
    private readonly path: string,
    report: (error: UserError) => void,
  ) {
    this.preferences = readPreferences(undefined);
    try {
      this.preferences = read(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      report(
        new UserError(
          'preferences-unreadable',
          `The window’s arrangement in ${path} can’t be used: ${(error as Error).message}.${putAside(path)}`,
          'Columns, saved filters and highlights have their defaults; arrange them again.',
        ),
      );
    }
  }

  /**
   * Changes the preferences, and writes the file.
   *
   * @param value from a window; defaults replace what is not valid
   * @throws UserError if the file can't be written; the change applies all the same
   */
  change(value: unknown): void {
    this.preferences = readPreferences(value);
    try {
      writePersisted(this.path, { version: VERSION, window: this.preferences });
    } catch (error) {
      throw new UserError(
        'preferences-not-kept',
        `The window’s arrangement can’t be kept in ${this.path}: ${(error as Error).message}.`,
        'Free some disk space or make the file writable. Otherwise it is lost when Electroscope ends.',
      );
    }
  }
}

function read(path: string): WindowPreferences {
  const { version, window } = JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown; window?: unknown };
  if (version !== VERSION) throw new Error(`its version is ${JSON.stringify(version)}, not ${VERSION}`);
  return readPreferences(window);
}
