/** The limits of sessions that are kept, in a file of their own, which users may edit. */

import { readFileSync } from 'node:fs';
import { type RetentionSettings, readRetention } from '../../shared/session/retentionSettings';
import { UserError } from '../base/userError';
import { writePersisted } from './persistedFile';

export class RetentionFile {
  constructor(readonly path: string) {}

  /** The current limits, read from the file. Defaults replace what is missing or not valid, because nothing is deleted without a question. */
  read(): RetentionSettings {
    try {
      return readRetention(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return readRetention(undefined);
    }
  }

  /**
   * @param value from a window; defaults replace what is not valid
   * @returns the new limits
   * @throws UserError if the file can't be written
   */
  change(value: unknown): RetentionSettings {
    const settings = readRetention(value);
    try {
      writePersisted(this.path, settings);
    } catch (error) {
      throw new UserError(
        'retention-not-kept',
        `Which sessions are kept can’t be written to ${this.path}: ${(error as Error).message}.`,
        'Free some disk space or make the file writable, then change the setting again.',
      );
    }
    return settings;
  }
}
