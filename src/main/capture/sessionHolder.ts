/** The current session: begins a session, and ends the previous one. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Emitter } from '../../shared/base/emitter';
import { UserError } from '../base/userError';
import { markLive, unmarkLive } from '../journal/liveMarker';
import { Session, sessionFileName } from '../recordings/session';

export interface SessionPlace {
  /** Folder of the journals. */
  readonly sessionsFolder: string;
  /** The journal of the first session, if it is not in that folder. */
  readonly sessionFile?: string;
  /** If that file exists, it is replaced. */
  readonly overwrites?: boolean;
  /** Folder of the indexes; without it, none is written. */
  readonly indexFolder?: string;
  /** Name and version of this program. */
  readonly writerName: string;
}

export class SessionHolder {
  /** A session replaced the previous one. */
  readonly onSession = new Emitter<Session>();
  /** The error that keeps the journal from being written; undefined once it can be written again. */
  readonly onJournal = new Emitter<UserError | undefined>();
  private session: Session | undefined;

  constructor(private readonly place: SessionPlace) {}

  get current(): Session | undefined {
    return this.session;
  }

  /**
   * Begins a session, which replaces the current one.
   *
   * @param fill adds content before the session becomes current; if that fails, there is no session
   */
  async start(name: string, fill?: (session: Session) => Promise<void>): Promise<void> {
    if (this.session !== undefined) await this.finish(this.session);
    const { sessionFile, overwrites, sessionsFolder, writerName } = this.place;
    const session = await Session.create(
      sessionFile ?? join(sessionsFolder, sessionFileName(name, new Date())),
      writerName,
      sessionFile !== undefined && overwrites,
    );
    session.onJournal.on((error) => this.onJournal.emit(error && journalError(session.path, error)));
    if (fill !== undefined) await filled(session, fill);
    // On a full disk there is no marker. Recording goes on, but the session is not offered after a crash.
    await markLive(session.path, name).catch(() => {});
    this.session = session;
    this.onSession.emit(session);
  }

  /** Ends the current session, if there is one. @returns whether there was */
  async end(): Promise<boolean> {
    const { session } = this;
    this.session = undefined;
    if (session !== undefined) await this.finish(session);
    return session !== undefined;
  }

  /** Writes the rest of the journal; the session can still be read. */
  async close(): Promise<void> {
    if (this.session !== undefined) await this.finish(this.session);
  }

  private async finish(session: Session): Promise<void> {
    await session.close(this.place.indexFolder);
    await unmarkLive(session.path);
  }
}

function journalError(path: string, { message }: Error): UserError {
  return new UserError(
    'journal-failed',
    `The journal ${path} can’t be written: ${message}.`,
    'Free some disk space. Until then, up to 64 MB of messages are kept in memory, and are written when there is room.',
  );
}

/** If filling fails, the journal is removed. */
async function filled(session: Session, fill: (session: Session) => Promise<void>): Promise<void> {
  try {
    await fill(session);
  } catch (error) {
    await session.close();
    await rm(session.path, { force: true });
    throw error;
  }
}
