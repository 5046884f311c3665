/** Sorts rows in a thread of its own. What it is given are copies, handed over and back without copying again. */

import { sortByKeys } from '../../shared/columns/sortRows';

export interface SortRequest {
  readonly id: number;
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly keys: Float64Array<ArrayBuffer>;
  readonly isDescending: boolean;
}

export interface SortReply {
  readonly id: number;
  readonly rows: Uint32Array<ArrayBuffer>;
}

/** What of a worker's global scope is used; the DOM's types know only a window's. */
interface WorkerScope {
  onmessage: (event: MessageEvent<SortRequest>) => void;
  postMessage(reply: SortReply, transfer: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
scope.onmessage = ({ data: { id, rows, keys, isDescending } }) => {
  const sorted = sortByKeys(rows, keys, isDescending);
  scope.postMessage({ id, rows: sorted }, [sorted.buffer]);
};
