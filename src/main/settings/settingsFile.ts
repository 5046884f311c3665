/**
 * The user settings, persisted in a file. What the command line sets applies to one run. It is written to the file only if the
 * user changes it in the window.
 */

import { readFileSync } from 'node:fs';
import {
  checkUserSettings,
  DEFAULT_USER_SETTINGS,
  type UserSettings,
  withCommandLine,
} from '../../shared/link/userSettings';
import { UserError } from '../base/userError';
import { putAside, writePersisted } from './persistedFile';

const VERSION = 1;

export class SettingsFile {
  /** The current settings. */
  userSettings: UserSettings;
  private kept: UserSettings = DEFAULT_USER_SETTINGS;

  /**
   * @param given by the command line
   * @param report is called if the file can't be used; it is renamed, and the defaults apply
   */
  constructor(
    private readonly path: string,
    given: Partial<UserSettings>,
    report: (error: UserError) => void,
  ) {
    try {
      this.kept = read(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') report(unreadable(path, error as Error));
    }
    this.userSettings = withCommandLine(this.kept, given);
  }

  /**
   * Changes the settings, and writes the changed ones to the file.
   *
   * @throws UserError if the file can't be written; the change applies all the same
   */
  change(next: UserSettings): void {
    const changed = (Object.keys(next) as (keyof UserSettings)[]).filter(
      (name) => JSON.stringify(next[name]) !== JSON.stringify(this.userSettings[name]),
    );
    this.userSettings = next;
    this.kept = { ...this.kept, ...Object.fromEntries(changed.map((name) => [name, next[name]])) };
    try {
      writePersisted(this.path, { version: VERSION, capture: this.kept });
    } catch (error) {
      throw new UserError(
        'settings-not-kept',
        `The settings hold, but can’t be kept in ${this.path}: ${(error as Error).message}.`,
        'Free some disk space or make the file writable. Otherwise they are lost when Electroscope ends.',
      );
    }
  }
}

function read(path: string): UserSettings {
  const { version, capture } = JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown; capture?: unknown };
  if (version !== VERSION) throw new Error(`its version is ${JSON.stringify(version)}, not ${VERSION}`);
  // Newer settings have their defaults.
  const userSettings = checkUserSettings({ ...DEFAULT_USER_SETTINGS, ...(capture as object) });
  if (userSettings === undefined) throw new Error('a value in it is of the wrong kind');
  return userSettings;
}

function unreadable(path: string, reason: Error): UserError {
  return new UserError(
    'settings-unreadable',
    `The settings in ${path} can’t be used: ${reason.message}.${putAside(path)}`,
    'The default settings apply: secrets are hidden. Choose yours again in Settings.',
  );
}
