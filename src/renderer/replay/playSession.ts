/** Plays messages of the session into the app that runs now. */

import type { Answer } from '../../shared/replay/answer';
import { FrameMatcher, type FrameSession } from '../../shared/replay/frameMatcher';
import { Player, type PlayOptions, type PlaySource } from '../../shared/replay/player';
import { endedUs, isPlayed, recordedAnswer, recordedRequest } from '../../shared/replay/recorded';
import type { ReplayRequest } from '../../shared/replay/request';
import { Settling } from '../../shared/replay/settling';
import { readRecorded } from '../session/readRecorded';
import type { SessionModel } from '../session/sessionModel';
import { chosenPlace, type FrameChoices, frameKey, frameOfRow } from './frameChoices';
import { requestAtLike } from './places';
import { ANSWER_TIMEOUT_MS, type ReplayModel } from './replayModel';

/** `ended`: of apps that run no more, as of a capture that is played into another build. */
export type PlayScope = 'selection' | 'view' | 'ended';

/** The messages that are played: of a selection all, of a view what the app's frames called by themselves. */
export function rowsToPlay(session: SessionModel, scope: PlayScope): Uint32Array {
  if (scope === 'selection') return session.selection.toRows();
  const ended = scope === 'ended' ? endedTargets(session) : undefined;
  const { columns } = session.table;
  return session
    .shownRows()
    .filter((row) => isPlayed(session.table, row) && (ended === undefined || ended.has(columns.get(row, 'target'))));
}

/** What is most likely to be played: what is selected, or what an earlier run left for the one that is there now. */
export function usualScope(session: SessionModel): PlayScope {
  const { capture } = session.store.getState();
  if (session.windowStore.getState().selectedCount > 1) return 'selection';
  // One that is starting has not reported itself yet.
  const isAppThere = capture.phase === 'starting' || capture.phase === 'attached';
  return isAppThere && endedTargets(session).size > 0 ? 'ended' : 'view';
}

function endedTargets({ store }: SessionModel): ReadonlySet<number> {
  const { targets } = store.getState().facts;
  return new Set(targets.filter(({ endedAt }) => endedAt !== undefined).map(({ target }) => target));
}

/** How long a frame of an earlier run is looked for in the one that is there now. */
const FRAME_TIMEOUT_MS = 10_000;
const LOOK_EVERY_MS = 100;

/**
 * @param rows in the order in which they are played
 * @param choices frames that the user chose for others
 */
export function createPlayer(
  session: SessionModel,
  replay: ReplayModel,
  rows: Uint32Array,
  choices: FrameChoices,
  options: PlayOptions,
  onChange: () => void,
): Player {
  const { columns } = session.table;
  const matcher = new FrameMatcher(framesOf(session));
  const settling = new Settling();
  const missed = new Set<string>();
  /** Addresses of the pages of which each may stand for a frame. */
  const ambiguous = new Map<string, readonly string[]>();
  /** The frame itself, or the one that stands for it in the app that runs now. */
  const placedRequest = (request: ReplayRequest, row: number): ReplayRequest | undefined => {
    const { places } = replay.store.getState();
    const frame = frameOfRow(session.table, row);
    const chosen = frame && chosenPlace(frame, choices, places, session.table);
    if (chosen !== undefined) return { ...request, target: chosen.target, endpoint: chosen.endpoint };
    const isThere = places.some(({ target, endpoint }) => target === request.target && endpoint === request.endpoint);
    if (isThere || frame?.kind !== 'frame') return requestAtLike(request, places, session.table);
    const isSettled = settling.look(places, performance.now());
    const { place, choices: similar } = matcher.find(frame, framesOf(session), places, isSettled);
    if (similar.length > 0) ambiguous.set(frameKey(frame), similar);
    return place && { ...request, target: place.target, endpoint: place.endpoint };
  };
  /** An app that was just started has yet to open its windows. Each frame is waited for once. */
  const awaitPlace = async (request: ReplayRequest, row: number): Promise<ReplayRequest | undefined> => {
    const frame = `${request.target}:${request.endpoint}`;
    const runs = session.store
      .getState()
      .facts.targets.some(({ target, endedAt }) => target === request.target && endedAt === undefined);
    if (runs || missed.has(frame)) return undefined;
    const deadline = performance.now() + FRAME_TIMEOUT_MS;
    while (performance.now() < deadline && player.progress.phase !== 'ended') {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      await replay.refreshPlaces();
      const placed = placedRequest(request, row);
      if (placed !== undefined) return placed;
    }
    missed.add(frame);
    return undefined;
  };
  const whyGone = (row: number): string => {
    const frame = frameOfRow(session.table, row);
    const similar = frame && ambiguous.get(frameKey(frame));
    if (similar === undefined) return 'The frame it came from is gone, and no other is at its address.';
    return `The frame it came from is gone, and several may stand for it: ${similar.join(', ')}.`;
  };
  const source: PlaySource = {
    length: rows.length,
    atUs: (index) => columns.get(rows[index] as number, 'atUs') - columns.get(rows[0] as number, 'atUs'),
    endedUs: (index) => endedUs(session.table, rows[index] as number) - columns.get(rows[0] as number, 'atUs'),
    load: async (index) => {
      const row = rows[index] as number;
      const message = await readRecorded(session, row);
      if (message === undefined) return refused('not-sent', 'Its recorded lines can’t be read.');
      const request = recordedRequest(message, columns.get(row, 'target'));
      const placed = placedRequest(request, row) ?? (await awaitPlace(request, row));
      if (placed === undefined) return refused('frame-gone', whyGone(row));
      // As `awaitAnswer` measures it: what frames report of their side comes later.
      return { request: placed, expected: recordedAnswer(message, columns.get(row, 'handlerUs')) };
    },
  };
  const io = {
    send: replay.send.bind(replay),
    answerOf: async (message: { target: number; seq: number }): Promise<Answer | undefined> =>
      (await window.electroscope.awaitAnswer(message, ANSWER_TIMEOUT_MS)) ?? undefined,
    nowMs: () => performance.now(),
    setTimer: (work: () => void, delayMs: number) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
  };
  const player = new Player(source, io, options, onChange);
  return player;
}

function framesOf({ table, store }: SessionModel): FrameSession {
  return { endpoints: table.endpoints, targets: store.getState().facts.targets };
}

function refused(reason: 'frame-gone' | 'not-sent', message: string) {
  return { refused: { status: 'refused', reason, message } } as const;
}
