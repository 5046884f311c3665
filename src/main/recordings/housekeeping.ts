/** Questions to the user at the start about earlier sessions: those that were not closed, and those that are to be deleted. */

import { formatBytes, formatCount } from '../../shared/format/format';
import type { RetentionSettings } from '../../shared/session/retentionSettings';
import type { OfferInfo } from '../../shared/session/tasks';
import { UserError } from '../base/userError';
import { findUnfinished, unmarkLive } from '../journal/liveMarker';
import { deleteSessions, planRetention, storedSessions } from './retention';

export interface HousekeepingSettings {
  readonly sessionsFolder: string;
  readonly indexFolder: string;
  /** The current limits of sessions that are kept. */
  readonly retention: () => RetentionSettings;
  /** The files that are shown. The user is not asked to delete these. */
  readonly shownFiles: () => readonly (string | undefined)[];
}

interface Offer {
  readonly info: OfferInfo;
  /** Runs when the user agrees or declines. */
  readonly answer: (isAccepted: boolean, openFile: OpenFile) => Promise<void>;
}

/** Shows a session. */
type OpenFile = (path: string) => Promise<unknown>;

/** Maximum of sessions in a question; there are hardly ever more. */
const MAX_OFFERED = 5;

export class Housekeeping {
  private offers: readonly Offer[] = [];

  constructor(private readonly settings: HousekeepingSettings) {}

  get open(): readonly OfferInfo[] {
    return this.offers.map(({ info }) => info);
  }

  /** Collects the questions. */
  async look(): Promise<void> {
    const { sessionsFolder } = this.settings;
    const unfinished = await findUnfinished(sessionsFolder);
    const recoveries = unfinished.slice(-MAX_OFFERED).map(({ journalPath, name, startedAt, bytes }): Offer => {
      const info: OfferInfo = {
        id: journalPath,
        title: `A session with ${name} was not closed`,
        detail: `Electroscope ended unexpectedly. Its messages since ${localTime(startedAt)} are saved: ${formatBytes(bytes)}.`,
        unclosed: `${name}, since ${localTime(startedAt)}, ${formatBytes(bytes)}`,
        accept: 'Open it',
        dismiss: 'Not now',
      };
      const answer = async (isAccepted: boolean, openFile: OpenFile) => {
        if (isAccepted) await openFile(journalPath);
        await unmarkLive(journalPath);
      };
      return { info, answer };
    });
    this.offers = [...recoveries, ...(await this.retention())];
  }

  /**
   * @param id of an open question
   * @param openFile shows a session in the window in which the user answered
   */
  async answer(id: string, isAccepted: boolean, openFile: OpenFile): Promise<void> {
    const offer = this.offers.find(({ info }) => info.id === id);
    if (offer === undefined) return;
    this.offers = this.offers.filter((it) => it !== offer);
    await offer.answer(isAccepted, openFile);
  }

  private async retention(): Promise<Offer[]> {
    const { sessionsFolder, indexFolder } = this.settings;
    const settings = this.settings.retention();
    const shown = this.settings.shownFiles();
    const going = planRetention(await storedSessions(sessionsFolder), settings, Date.now()).filter(
      ({ path }) => !shown.includes(path),
    );
    if (going.length === 0) return [];
    const bytes = going.reduce((sum, session) => sum + session.bytes, 0);
    const info: OfferInfo = {
      id: 'retention',
      title: `${formatCount(going.length)} old ${going.length === 1 ? 'session is' : 'sessions are'} due to be deleted`,
      detail:
        `They take ${formatBytes(bytes)}; the newest is from ${localTime(new Date(going.at(-1)?.endedMs ?? 0).toISOString())}. ` +
        `The limits are ${describeLimits(settings)}; change them in Settings › Sessions.`,
      accept: 'Delete them',
      dismiss: 'Keep them',
    };
    const answer = async (isAccepted: boolean) => {
      const left = isAccepted ? await deleteSessions(going, indexFolder) : [];
      if (left.length === 0) return;
      throw new UserError(
        'not-deleted',
        `${formatCount(left.length)} of ${formatCount(going.length)} old sessions can’t be deleted, such as ${left[0]?.path}.`,
        'Another program may have it open. Electroscope asks again at the next start.',
      );
    };
    return [{ info, answer }];
  }
}

function describeLimits({ maxSessions, maxBytes, maxAgeDays }: RetentionSettings): string {
  const limits = [
    ...(maxSessions > 0 ? [`${formatCount(maxSessions)} sessions`] : []),
    ...(maxBytes > 0 ? [formatBytes(maxBytes)] : []),
    ...(maxAgeDays > 0 ? [`${formatCount(maxAgeDays)} days`] : []),
  ];
  return limits.length === 0 ? 'all' : limits.join(', ');
}

function localTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? iso
    : time.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
