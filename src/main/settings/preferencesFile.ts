/** The window's arrangement, kept in a file of its own. */

import { readFileSync } from 'node:fs';
import { readPreferences, type WindowPreferences } from '../../shared/bridge/windowPreferences';
import { UserError } from '../base/userError';
import { putAside, writePersisted } from './persistedFile';

const VERSION = 1;

export class PreferencesFile {
  /** What holds now. */
  preferences: WindowPreferences;

  /** @param report is called if there is a file that can't be used; it is put aside, and everything is as usual */
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
   * Keeps another arrangement.
   *
   * @param value as a window gave it; what makes no sense in it is as usual
   * @throws UserError if it can't be kept; it holds all the same
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
