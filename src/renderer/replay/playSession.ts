/** Plays messages of the session into the app that runs now. */

import type { EndpointInfo } from '../../shared/columns/endpointInfo';
import type { Answer } from '../../shared/replay/answer';
import type { FrameSession } from '../../shared/replay/frameMatcher';
import { FrameSearch } from '../../shared/replay/frameSearch';
import { Player, type PlayOptions } from '../../shared/replay/player';
import { isPlayed } from '../../shared/replay/recorded';
import { RecordedSource } from '../../shared/replay/recordedSource';
import type { ReplayRequest } from '../../shared/replay/request';
import { readRecorded } from '../session/readRecorded';
import type { SessionModel } from '../session/sessionModel';
import { chosenPlace, type FrameChoices } from './frameChoices';
import { findPlace, requestAtMatchingPlace } from './places';
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

/** The likely choice: the selection, or the messages of an earlier run for the app that runs now. */
export function defaultScope(session: SessionModel): PlayScope {
  const { capture } = session.store.getState();
  if (session.windowStore.getState().selectedCount > 1) return 'selection';
  // An app that is starting has not reported yet.
  const isAppThere = capture.phase === 'starting' || capture.phase === 'attached';
  return isAppThere && endedTargets(session).size > 0 ? 'ended' : 'view';
}

function endedTargets({ store }: SessionModel): ReadonlySet<number> {
  const { targets } = store.getState().facts;
  return new Set(targets.filter(({ endedAt }) => endedAt !== undefined).map(({ target }) => target));
}

/** How long to look for a frame of an earlier run in the current app. */
const FRAME_TIMEOUT_MS = 10_000;

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
  const { table } = session;
  const places = () => replay.store.getState().places;
  const clock = {
    nowMs: () => performance.now(),
    setTimer: (work: () => void, delayMs: number) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
  };
  const search = new FrameSearch(framesOf(session), {
    ...clock,
    timeoutMs: FRAME_TIMEOUT_MS,
    places: async (isRepeated) => {
      if (isRepeated) await replay.refreshPlaces();
      return places();
    },
    session: () => framesOf(session),
    chosen: (frame, known) => chosenPlace(frame, choices, known, table),
    isStopped: () => player.progress.phase === 'ended',
  });
  /** The request for the frame itself, or for the one that stands for it in the app that runs now. */
  const placed = async (request: ReplayRequest, frame: EndpointInfo | undefined): Promise<ReplayRequest | string> => {
    const chosen = frame && chosenPlace(frame, choices, places(), table);
    if (chosen !== undefined) return { ...request, target: chosen.target, endpoint: chosen.endpoint };
    if (frame?.kind !== 'frame' || findPlace(request, places()) !== undefined) {
      return requestAtMatchingPlace(request, places(), table) ?? missingText([]);
    }
    // An app that was just started has yet to open its windows.
    const isEnded = endedTargets(session).has(request.target);
    const { place, choices: similar } = await search.find(frame, isEnded);
    return place ? { ...request, target: place.target, endpoint: place.endpoint } : missingText(similar);
  };
  const source = new RecordedSource(table, rows, { read: (row) => readRecorded(session, row), place: placed });
  const io = {
    ...clock,
    send: replay.send.bind(replay),
    answerOf: async (message: { target: number; seq: number }): Promise<Answer | undefined> =>
      (await window.electroscope.awaitAnswer(message, ANSWER_TIMEOUT_MS)) ?? undefined,
  };
  const player = new Player(source, io, options, onChange);
  return player;
}

/** @param similar addresses of the pages that may stand for the frame */
function missingText(similar: readonly string[]): string {
  if (similar.length === 0) return 'The frame it came from is gone, and no other is at its address.';
  return `The frame it came from is gone, and several may stand for it: ${similar.join(', ')}.`;
}

function framesOf({ table, store }: SessionModel): FrameSession {
  return { endpoints: table.endpoints, targets: store.getState().facts.targets };
}
