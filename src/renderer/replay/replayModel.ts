/** The state of the replay panel: the message in the composer, the sequence that is played, and their results. */

import { createStore } from 'zustand/vanilla';
import type { MessageRef } from '../../shared/journal/messageRef';
import type { Answer } from '../../shared/replay/answer';
import { describeMissing, findMissing } from '../../shared/replay/missing';
import { recordedRequest } from '../../shared/replay/recorded';
import type { ReplayOutcome, ReplayPlace, ReplayRequest } from '../../shared/replay/request';
import { readRecorded } from '../session/readRecorded';
import type { SessionModel } from '../session/sessionModel';
import { type Draft, draftOf, EMPTY_DRAFT } from './draft';
import { refOf, whenThere } from './messageRefs';
import { addressOf, endpointOf, findMatchingPlace } from './places';

export type ReplayMode = 'compose' | 'play';

/** The result of the message that the composer sent last. */
export type SentState =
  | { readonly phase: 'sending' }
  | { readonly phase: 'refused'; readonly message: string }
  | {
      readonly phase: 'sent';
      readonly origin?: MessageRef;
      readonly message?: MessageRef;
      readonly answer?: Answer | null;
    };

export interface ReplayState {
  /** Undefined: the panel is closed. */
  readonly panel: ReplayMode | undefined;
  readonly draft: Draft;
  /** Rises whenever the draft is another one, and not only changed by its editor. */
  readonly draftVersion: number;
  readonly places: readonly ReplayPlace[];
  readonly sent: SentState | undefined;
}

const INITIAL: ReplayState = { panel: undefined, draft: EMPTY_DRAFT, draftVersion: 0, places: [], sent: undefined };

/** How long to wait for an answer. */
export const ANSWER_TIMEOUT_MS = 60_000;

export class ReplayModel {
  readonly store = createStore<ReplayState>(() => INITIAL);

  constructor(private readonly session: SessionModel) {
    session.listen('table', { rebuilt: () => this.forgetMessages(), changed: () => {} });
  }

  /** Messages of another session have the same numbers. */
  private forgetMessages(): void {
    const { origin: _, ...draft } = this.store.getState().draft;
    this.store.setState({ draft, sent: undefined });
  }

  close(): void {
    this.store.setState({ panel: undefined });
  }

  openPlay(): void {
    this.store.setState({ panel: 'play' });
  }

  /** Opens the composer on a message, on a saved one, or on what was written last. */
  async openComposer(draft?: Draft, sent?: SentState): Promise<void> {
    await this.refreshPlaces();
    const { places } = this.store.getState();
    const wanted = draft ?? this.store.getState().draft;
    const place =
      findMatchingPlace(wanted, places, this.session.table) ?? (wanted.endpoint === undefined ? places[0] : undefined);
    this.store.setState((state) => ({
      panel: 'compose',
      draft: place === undefined ? wanted : { ...wanted, target: place.target, endpoint: place.endpoint },
      draftVersion: state.draftVersion + 1,
      sent: draft === undefined ? state.sent : sent,
    }));
  }

  change(part: Partial<Draft>): void {
    this.store.setState((state) => ({ draft: { ...state.draft, ...part } }));
  }

  async refreshPlaces(): Promise<void> {
    this.store.setState({ places: await window.electroscope.listReplayPlaces() });
  }

  /** Opens a message in the composer. */
  async edit(row: number, sent?: SentState): Promise<void> {
    const request = await this.requestOfRow(row);
    if (request === undefined) return;
    await this.openComposer(draftOf(request, this.addressOfRequest(request)), sent);
  }

  /** Sends the selected messages again as they are; what can't be sent is reported, and a single one is opened for editing. */
  async resend(rows: Uint32Array): Promise<void> {
    const refused: string[] = [];
    let sent = 0;
    for (const row of rows) {
      const request = await this.requestOfRow(row);
      if (request === undefined) return;
      const outcome = await this.send(request);
      if (outcome.status === 'refused') {
        refused.push(`#${request.origin?.seq} ${request.channel}: ${outcome.message}`);
        if (rows.length === 1) await this.edit(row, { phase: 'refused', message: outcome.message });
      } else {
        sent++;
        if (rows.length === 1) await this.show(outcome);
      }
    }
    if (rows.length > 1) this.tellMany(sent, refused);
  }

  /** Sends what is in the composer. */
  async sendDraft(request: ReplayRequest): Promise<void> {
    this.store.setState({ sent: { phase: 'sending' } });
    const outcome = await this.send(request);
    if (outcome.status === 'refused') {
      this.store.setState({ sent: { phase: 'refused', message: outcome.message } });
      await this.refreshPlaces();
      return;
    }
    const { target, seq } = outcome;
    const origin = request.origin && { origin: request.origin };
    if (seq === undefined) {
      this.store.setState({ sent: { phase: 'sent', ...origin, answer: null } });
      return;
    }
    const message = { target, seq };
    this.store.setState({ sent: { phase: 'sent', ...origin, message } });
    const answer = await window.electroscope.awaitAnswer(message, ANSWER_TIMEOUT_MS);
    const { sent } = this.store.getState();
    // The user may have sent another one meanwhile.
    if (sent?.phase === 'sent' && sent.message === message) this.store.setState({ sent: { ...sent, answer } });
  }

  async send(request: ReplayRequest): Promise<ReplayOutcome> {
    const missing = findMissing(request.args);
    if (missing.length > 0) {
      const message = `It was not recorded whole, so it can’t be sent as it was. Missing: ${describeMissing(missing)}.`;
      return { status: 'refused', reason: 'not-whole', message };
    }
    const reply = await window.electroscope.replay(request);
    if (!('error' in reply)) return reply.value;
    return { status: 'refused', reason: 'not-sent', message: `${reply.error.message} ${reply.error.remedy}` };
  }

  /** Goes to a message of the session, once it is there. */
  async goTo(message: MessageRef): Promise<void> {
    const row = await whenThere(this.session, message);
    if (row === undefined) return;
    this.session.setFollowing(false);
    this.session.select(row);
    this.session.windowStore.setState({ isDetailOpen: true });
  }

  /** @returns undefined if it can't be read, which is reported */
  async requestOfRow(row: number): Promise<ReplayRequest | undefined> {
    const message = await readRecorded(this.session, row);
    return message && recordedRequest(message, refOf(this.session.table, row).target);
  }

  addressOfRequest({ target, endpoint }: ReplayRequest): string {
    return addressOf(endpointOf(this.session.table, target, endpoint));
  }

  private async show({ target, seq }: { readonly target: number; readonly seq?: number }): Promise<void> {
    if (seq === undefined) {
      this.session.windowStore.setState({
        announcement: 'Sent again; it can’t be distinguished from the app’s own messages',
      });
      return;
    }
    this.session.windowStore.setState({ announcement: `Sent again as #${seq}`, detailTab: 'replay' });
    await this.goTo({ target, seq });
  }

  private tellMany(sent: number, refused: readonly string[]): void {
    const { windowStore } = this.session;
    windowStore.setState({ announcement: `${sent} ${sent === 1 ? 'message' : 'messages'} sent again` });
    if (refused.length === 0) return;
    const more = refused.length > 3 ? ` And ${refused.length - 3} more.` : '';
    windowStore.setState({
      notice: {
        code: 'not-replayed',
        message: `${refused.length} of ${sent + refused.length} messages were not sent. ${refused.slice(0, 3).join(' ')}${more}`,
        remedy: 'Edit and resend them one by one.',
      },
    });
  }
}

const models = new WeakMap<SessionModel, ReplayModel>();

/** The one of a session. */
export function replayOf(session: SessionModel): ReplayModel {
  const known = models.get(session);
  if (known !== undefined) return known;
  const model = new ReplayModel(session);
  models.set(session, model);
  return model;
}
