/**
 * The thread in which the inspector scans payloads, built as a separate file. Neither the window nor the capture
 * waits for it.
 */

import { parentPort, workerData } from 'node:worker_threads';
import type { PayloadCondition } from '../../shared/filter/payloadCondition';
import type { LineBatch } from './lineBatch';
import { LocalScanner } from './lineScanner';

/** `workerData`. */
export interface ScanTask {
  readonly journalPath: string;
  readonly conditions: readonly PayloadCondition[];
}

/** To each batch there is one answer, in their order. */
export type ScanAnswer = { readonly met: Uint32Array } | { readonly error: string };

const { journalPath, conditions } = workerData as ScanTask;
const scanner = new LocalScanner(journalPath, conditions);
let earlier: Promise<void> = Promise.resolve();

parentPort?.on('message', (batch: LineBatch) => {
  earlier = earlier.then(async () => parentPort?.postMessage(await answer(batch)));
});

async function answer(batch: LineBatch): Promise<ScanAnswer> {
  try {
    return { met: await scanner.scan(batch) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
