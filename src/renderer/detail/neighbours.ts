/** The messages before and after one in the same channel, or between the same ends. */

import { CHUNK_MASK } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import type { SessionModel } from '../session/sessionModel';

const NEIGHBOUR_SCOPES = ['channel', 'conversation'] as const;
/** `channel`: of a message on a port, that port. */
export type NeighbourScope = (typeof NEIGHBOUR_SCOPES)[number];

/**
 * The next such message, in the order of the list.
 *
 * @param step 1: after it; -1: before
 * @returns its row; undefined if there is none
 */
export function neighbourOf(
  session: SessionModel,
  row: number,
  scope: NeighbourScope,
  step: 1 | -1,
): number | undefined {
  const start = session.indexOf(row);
  if (start === undefined) return undefined;
  const isAlike = scope === 'channel' ? sameChannel(session.table, row) : sameEnds(session.table, row);
  for (let index = start + step; index >= 0 && index < session.listed; index += step) {
    const candidate = session.rowAt(index);
    if (candidate !== undefined && isAlike(candidate)) return candidate;
  }
  return undefined;
}

function sameChannel({ columns }: MessageTable, row: number): (other: number) => boolean {
  const channel = columns.get(row, 'channel');
  const target = columns.get(row, 'target');
  return (other) => columns.get(other, 'channel') === channel && columns.get(other, 'target') === target;
}

function sameEnds({ columns, endpoints }: MessageTable, row: number): (other: number) => boolean {
  const target = columns.get(row, 'target');
  // Versions of an endpoint are the same endpoint.
  const idOf = (index: number) => endpoints[index]?.id;
  const [from, to] = [idOf(columns.get(row, 'from')), idOf(columns.get(row, 'to'))];
  return (other) => {
    const chunk = columns.chunkOf(other);
    const i = other & CHUNK_MASK;
    if (chunk.target[i] !== target) return false;
    const [a, b] = [idOf(chunk.from[i] as number), idOf(chunk.to[i] as number)];
    return (a === from && b === to) || (a === to && b === from);
  };
}
