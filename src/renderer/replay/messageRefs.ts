/** From messages as the journal names them to their rows, and back. */

import { CHUNK_MASK } from '../../shared/columns/columns';
import type { MessageTable } from '../../shared/columns/messageTable';
import type { MessageRef } from '../../shared/journal/messageRef';
import type { SessionModel } from '../session/sessionModel';

export function refOf({ columns }: MessageTable, row: number): MessageRef {
  return { target: columns.get(row, 'target'), seq: columns.get(row, 'seq') };
}

/** Searches from the newest: callers look for messages that were just sent. */
export function rowOfMessage({ columns, length }: MessageTable, { target, seq }: MessageRef): number | undefined {
  for (let row = length - 1; row >= 0; row--) {
    const chunk = columns.chunkOf(row);
    const i = row & CHUNK_MASK;
    if (chunk.seq[i] === seq && chunk.target[i] === target) return row;
  }
  return undefined;
}

/** A message that was sent may not have reached the window yet. */
const MAX_WAIT_MS = 5000;

/** The row of a message, as soon as there is one; undefined: it did not come. */
export function whenThere({ table, store }: SessionModel, message: MessageRef): Promise<number | undefined> {
  const known = rowOfMessage(table, message);
  if (known !== undefined) return Promise.resolve(known);
  return new Promise((resolve) => {
    const end = (row: number | undefined) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(row);
    };
    const timer = setTimeout(() => end(undefined), MAX_WAIT_MS);
    const unsubscribe = store.subscribe(() => {
      const row = rowOfMessage(table, message);
      if (row !== undefined) end(row);
    });
  });
}
