/** The product's window with a fake main process, for tests in a browser. */

import type { JournalEntry } from '../../../src/shared/journal/entries';
import { randomTraffic } from '../../support/randomTraffic';
import { FakeMain } from './fakeMain';

export interface Harness {
  readonly main: FakeMain;
  /** Feeds random traffic, made in the page because it would be large to send. */
  feedRandom(seed: number, messages: number): void;
  /** @param entries a JSON array */
  feed(entries: string): void;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

const main = new FakeMain();
Object.defineProperty(window, 'electroscope', { value: main });
window.harness = {
  main,
  feedRandom: (seed, messages) => main.ingest([...randomTraffic(seed, messages)]),
  feed: (entries) => main.ingest(JSON.parse(entries) as JournalEntry[]),
};

await import('../../../src/renderer/app/main');
