/** Which sessions are kept, in a file of its own; a user may write it by hand too. */

import { readFileSync } from 'node:fs';
import { type RetentionSettings, readRetention } from '../../shared/session/retentionSettings';
import { UserError } from '../base/userError';
import { writePersisted } from './persistedFile';

export class RetentionFile {
  constructor(readonly path: string) {}

  /** What holds now, read again; what is missing or wrong in the file is as usual, because nothing goes without a question. */
  read(): RetentionSettings {
    try {
      return readRetention(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return readRetention(undefined);
    }
  }

  /**
   * @param value as a window gave it; what makes no sense in it is as usual
   * @returns what holds now
   * @throws UserError if it can't be kept
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
