/** Frames of a recording that were not found in the app, and the frames that the user chose for them: `--map` of the window. */

import { type EndpointInfo, endpointLabel } from '../../shared/columns/endpointInfo';
import type { MessageTable } from '../../shared/columns/messageTable';
import type { StepResult } from '../../shared/replay/player';
import { frameOfRow } from '../../shared/replay/recorded';
import type { ReplayPlace } from '../../shared/replay/request';
import { endpointOf, findMatchingPlace } from './places';

/** A frame that stands for another one, and its address, by which it is found again after the app was started again. */
export interface ChosenFrame {
  readonly target: number;
  readonly endpoint: number;
  readonly url: string;
}

/** By `frameKey` of the frame in the recording. */
export type FrameChoices = ReadonlyMap<string, ChosenFrame>;

/** Frames of one name and address in one target are the same to the user, however often they were opened. */
function frameKey(frame: EndpointInfo): string {
  return JSON.stringify([frame.target, frame.url ?? '', endpointLabel(frame)]);
}

export function chosenPlace(
  frame: EndpointInfo,
  choices: FrameChoices,
  places: readonly ReplayPlace[],
  table: MessageTable,
): ReplayPlace | undefined {
  const chosen = choices.get(frameKey(frame));
  return chosen && findMatchingPlace(chosen, places, table);
}

export function choiceOf({ target, endpoint }: ReplayPlace, table: MessageTable): ChosenFrame {
  return { target, endpoint, url: endpointOf(table, target, endpoint)?.url ?? '' };
}

export interface MissingFrame {
  readonly key: string;
  readonly frame: EndpointInfo;
  /** Places in the sequence of the messages that were not sent for want of it. */
  readonly indexes: readonly number[];
}

/** @param rows that were played; the results have their indexes */
export function missingFrames(
  table: MessageTable,
  rows: Uint32Array,
  results: readonly StepResult[],
): readonly MissingFrame[] {
  const found = new Map<string, { readonly frame: EndpointInfo; readonly indexes: number[] }>();
  for (const { index, outcome } of results) {
    if (outcome.status !== 'refused' || outcome.reason !== 'frame-gone') continue;
    const frame = frameOfRow(table, rows[index] as number);
    if (frame?.kind !== 'frame') continue;
    const key = frameKey(frame);
    const known = found.get(key);
    if (known === undefined) found.set(key, { frame, indexes: [index] });
    else known.indexes.push(index);
  }
  return [...found].map(([key, { frame, indexes }]) => ({ key, frame, indexes }));
}
