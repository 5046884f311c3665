import type { ValueOrigin } from '../../../src/shared/value/encode';

export interface EncoderFigures {
  readonly title: string;
  readonly origin: ValueOrigin;
  /** `encode`: what the app waits for. */
  readonly snapshotUs: number;
  /** `seal` and writing JSON: done later. */
  readonly deferredUs: number;
  /** The same value through JSON.stringify and v8.serialize; null where they throw (NaN, before it became JSON). */
  readonly jsonUs: number | null;
  readonly v8Us: number | null;
  readonly snapshotToJson: number | null;
  readonly snapshotToV8: number | null;
  readonly targetUs: number | undefined;
  /** More than the agent keeps. */
  readonly isTruncated: boolean;
}

export interface EncoderReport {
  readonly node: string;
  /** Absent in plain Node. */
  readonly electron: string | undefined;
  readonly v8: string;
  readonly figures: readonly EncoderFigures[];
}
