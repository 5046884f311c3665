/** The messages of a recording, for playing them in a running app. */

import { type EndpointInfo, endpointLabel } from '../../shared/columns/endpointInfo';
import { decodeMessage } from '../../shared/journal/recordedMessage';
import type { AddressMap } from '../../shared/replay/addressMap';
import type { FrameSession } from '../../shared/replay/frameMatcher';
import { FrameSearch } from '../../shared/replay/frameSearch';
import type { PlayerIo } from '../../shared/replay/player';
import { RecordedSource } from '../../shared/replay/recordedSource';
import { startTimer } from '../base/timer';
import type { ReadableSession } from '../recordings/readableSession';
import type { LiveCapture } from './liveCapture';

export interface ReplaySourceOptions {
  /** How long to wait for a frame that does not exist yet. */
  readonly frameTimeoutMs: number;
  readonly allowsSynthetic: boolean;
  /** Which addresses of the app correspond to those of the recording. */
  readonly map: AddressMap;
  /** Ends all waiting. */
  readonly signal: AbortSignal;
}

export const REPLAY_CLOCK: Pick<PlayerIo, 'nowMs' | 'setTimer'> = {
  nowMs: () => performance.now(),
  setTimer: (work, delayMs) => startTimer(delayMs, work),
};

const MAX_SHOWN_ADDRESS = 100;

/** @param rows messages that frames sent, in ascending order */
export function replaySource(
  recorded: ReadableSession,
  rows: Uint32Array,
  capture: LiveCapture,
  { frameTimeoutMs, allowsSynthetic, map, signal }: ReplaySourceOptions,
): RecordedSource {
  const places = async () => (await capture.replays.places()).filter(({ canSend }) => canSend || allowsSynthetic);
  const session = () => capture.session && framesOf(capture.session);
  const search = new FrameSearch(
    framesOf(recorded),
    { ...REPLAY_CLOCK, timeoutMs: frameTimeoutMs, places, session, isStopped: () => signal.aborted },
    map,
  );
  return new RecordedSource(recorded.fold.table, rows, {
    read: async (row) => decodeMessage(await recorded.readMessage(row)),
    async place({ origin: _, ...request }, frame) {
      if (frame?.kind !== 'frame') return 'It was not sent by a frame.';
      const { place, choices } = await search.find(frame, true);
      if (place === undefined) return missingText(frame, choices);
      return { ...request, target: place.target, endpoint: place.endpoint, allowsSynthetic };
    },
  });
}

/** What is missing, and what can be done about it. */
function missingText(endpoint: EndpointInfo, choices: readonly string[]): string {
  const page = endpoint.url?.replace(/[?#].*$/s, '');
  const shown = page === undefined ? '' : ` (${page.slice(-MAX_SHOWN_ADDRESS)})`;
  const name = `“${endpointLabel(endpoint)}”${shown}`;
  if (choices.length === 0) return `The app has no frame of ${name} that can send.`;
  return `Several pages of the app may be ${name}: ${choices.join(', ')}. Say which: --map ${page}=<one of them>.`;
}

function framesOf({ fold }: ReadableSession): FrameSession {
  return { endpoints: fold.table.endpoints, targets: fold.facts.targets };
}
