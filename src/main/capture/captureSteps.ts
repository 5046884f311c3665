/** The messages of a recording, to be played into an app that runs now. */

import { setTimeout as sleep } from 'node:timers/promises';
import { type EndpointInfo, endpointLabel } from '../../shared/columns/endpointInfo';
import { decodeMessage } from '../../shared/journal/recordedMessage';
import type { AddressMap } from '../../shared/replay/addressMap';
import { FrameMatcher, type FrameSession } from '../../shared/replay/frameMatcher';
import type { PlaySource, PlayStep } from '../../shared/replay/player';
import { endedUs, recordedAnswer, recordedRequest } from '../../shared/replay/recorded';
import type { ReplayPlace, ReplayRefused } from '../../shared/replay/request';
import { Settling } from '../../shared/replay/settling';
import type { ReadableSession } from '../recordings/readableSession';
import type { LiveCapture } from './liveCapture';

export interface CaptureStepsOptions {
  /** How long a frame is waited for that is not there yet. */
  readonly frameTimeoutMs: number;
  readonly allowsSynthetic: boolean;
  /** Which of the app's addresses stand for those of the recording. */
  readonly map: AddressMap;
  /** Nothing is waited for any more. */
  readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 100;
const MAX_SHOWN_ADDRESS = 100;

export class CaptureSteps implements PlaySource {
  private readonly matcher: FrameMatcher;
  private readonly settling = new Settling();
  /** Indexes of endpoints that were waited for in vain. */
  private readonly missed = new Set<number>();

  /** @param rows messages that frames sent, in ascending order */
  constructor(
    private readonly recorded: ReadableSession,
    private readonly rows: Uint32Array,
    private readonly capture: LiveCapture,
    private readonly options: CaptureStepsOptions,
  ) {
    this.matcher = new FrameMatcher(sessionOf(recorded), options.map);
  }

  get length(): number {
    return this.rows.length;
  }

  /** Row of the recording. */
  rowOf(index: number): number {
    return this.rows[index] as number;
  }

  atUs(index: number): number {
    return this.recorded.fold.table.columns.get(this.rowOf(index), 'atUs');
  }

  endedUs(index: number): number {
    return endedUs(this.recorded.fold.table, this.rowOf(index));
  }

  async load(index: number): Promise<PlayStep | { readonly refused: ReplayRefused }> {
    const row = this.rowOf(index);
    const { columns } = this.recorded.fold.table;
    const message = decodeMessage(await this.recorded.readMessage(row));
    if (message === undefined) return { refused: refused('not-whole', 'Its line in the capture is damaged.') };
    const place = await this.placeOf(columns.get(row, 'from'));
    if (typeof place === 'string') return { refused: refused('frame-gone', place) };
    const { origin: _, ...rest } = recordedRequest(message, columns.get(row, 'target'));
    const { allowsSynthetic } = this.options;
    return {
      request: { ...rest, target: place.target, endpoint: place.endpoint, allowsSynthetic },
      expected: recordedAnswer(message, columns.get(row, 'handlerUs')),
    };
  }

  /** @returns a sentence that says what is missing, if there is no such frame */
  private async placeOf(index: number): Promise<ReplayPlace | string> {
    const endpoint = this.recorded.fold.table.endpoints[index];
    if (endpoint?.kind !== 'frame') return 'It was not sent by a frame.';
    const { signal, frameTimeoutMs, allowsSynthetic } = this.options;
    const deadline = performance.now() + (this.missed.has(index) ? 0 : frameTimeoutMs);
    for (;;) {
      const { session, replays } = this.capture;
      const places = (await replays.places()).filter(({ canSend }) => canSend || allowsSynthetic);
      const isLast = signal.aborted || performance.now() >= deadline;
      const isSettled = isLast || this.settling.look(places, performance.now());
      const { place, choices } = session
        ? this.matcher.find(endpoint, sessionOf(session), places, isSettled)
        : { place: undefined, choices: [] };
      if (place !== undefined) return place;
      if (!isLast) {
        await sleep(LOOK_EVERY_MS);
        continue;
      }
      this.missed.add(index);
      return missingText(endpoint, choices);
    }
  }
}

/** What is missing, and what can be done about it. */
function missingText(endpoint: EndpointInfo, choices: readonly string[]): string {
  const page = endpoint.url?.replace(/[?#].*$/s, '');
  const shown = page === undefined ? '' : ` (${page.slice(-MAX_SHOWN_ADDRESS)})`;
  const name = `“${endpointLabel(endpoint)}”${shown}`;
  if (choices.length === 0) return `The app has no frame of ${name} that can send.`;
  return `Several pages of the app may be ${name}: ${choices.join(', ')}. Say which: --map ${page}=<one of them>.`;
}

function sessionOf({ fold }: ReadableSession): FrameSession {
  return { endpoints: fold.table.endpoints, targets: fold.facts.targets };
}

function refused(reason: ReplayRefused['reason'], message: string): ReplayRefused {
  return { status: 'refused', reason, message };
}
