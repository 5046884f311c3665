/** Sorts rows in a worker. The arrays are copies that are transferred both ways. */

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

/** The used part of a worker's global scope: the DOM types have only that of a window. */
interface WorkerScope {
  onmessage: (event: MessageEvent<SortRequest>) => void;
  postMessage(reply: SortReply, transfer: Transferable[]): void;
}

const scope = self as unknown as WorkerScope;
scope.onmessage = ({ data: { id, rows, keys, isDescending } }) => {
  const sorted = sortByKeys(rows, keys, isDescending);
  scope.postMessage({ id, rows: sorted }, [sorted.buffer]);
};
