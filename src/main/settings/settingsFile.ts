/**
 * How the user wants agents to record, kept in a file from one start to the next. What the command line asks for holds for
 * one run, and is kept only where the user changes it in the window.
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
  /** What holds now. */
  userSettings: UserSettings;
  private kept: UserSettings = DEFAULT_USER_SETTINGS;

  /**
   * @param given by the command line
   * @param report is called if there is a file that can't be used; it is put aside, and nothing of it holds
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
   * Changes what holds, and keeps what was changed.
   *
   * @throws UserError if it can't be kept; it holds all the same
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
  // Settings that came later have their usual values.
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
