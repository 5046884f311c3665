/**
 * How the user wants agents to record, kept in a file from one start to the next. What the command line asks for holds for
 * one run, and is kept only where the user changes it in the window.
 */

import { readFileSync } from 'node:fs';
import { type CaptureChoices, checkChoices, DEFAULT_CHOICES, withCommandLine } from '../../shared/link/captureChoices';
import { UserError } from '../base/userError';
import { putAside, writePersisted } from './persistedFile';

const VERSION = 1;

export class SettingsFile {
  /** What holds now. */
  choices: CaptureChoices;
  private kept: CaptureChoices = DEFAULT_CHOICES;

  /**
   * @param given by the command line
   * @param report is called if there is a file that can't be used; it is put aside, and nothing of it holds
   */
  constructor(
    private readonly path: string,
    given: Partial<CaptureChoices>,
    report: (error: UserError) => void,
  ) {
    try {
      this.kept = read(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') report(unreadable(path, error as Error));
    }
    this.choices = withCommandLine(this.kept, given);
  }

  /**
   * Changes what holds, and keeps what was changed.
   *
   * @throws UserError if it can't be kept; it holds all the same
   */
  change(next: CaptureChoices): void {
    const changed = (Object.keys(next) as (keyof CaptureChoices)[]).filter(
      (name) => JSON.stringify(next[name]) !== JSON.stringify(this.choices[name]),
    );
    this.choices = next;
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

function read(path: string): CaptureChoices {
  const { version, capture } = JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown; capture?: unknown };
  if (version !== VERSION) throw new Error(`its version is ${JSON.stringify(version)}, not ${VERSION}`);
  // Settings that came later have their usual values.
  const choices = checkChoices({ ...DEFAULT_CHOICES, ...(capture as object) });
  if (choices === undefined) throw new Error('a value in it is of the wrong kind');
  return choices;
}

function unreadable(path: string, reason: Error): UserError {
  return new UserError(
    'settings-unreadable',
    `The settings in ${path} can’t be used: ${reason.message}.${putAside(path)}`,
    'The default settings apply: secrets are hidden. Choose yours again in Settings.',
  );
}
