/** The phases of a message, laid out in time: what the waterfall and the timing tab draw. */

import type { MessageRow } from './readMessageRow';

export type PhaseName = 'transit' | 'blocking' | 'handler' | 'return';

export interface Phase {
  readonly name: PhaseName;
  /** Microseconds from when main had the message, or sent it; negative before. */
  readonly fromUs: number;
  readonly lengthUs: number;
}

/** Whether it goes to main, or through it to a host. */
export function isArriving({ direction }: Pick<MessageRow, 'direction'>): boolean {
  return direction === 'to-main' || direction === 'to-host';
}

/** Those that are known, in the order in which they begin. */
export function phasesOf(message: MessageRow): Phase[] {
  const { kind, transitUs, blockingUs, handlerUs, returnUs } = message;
  const awaitsAnswer = kind === 'invoke' || kind === 'sendSync';
  const phases: Phase[] = [
    { name: 'transit', fromUs: isArriving(message) ? -transitUs : 0, lengthUs: transitUs },
    { name: 'blocking', fromUs: 0, lengthUs: blockingUs },
    { name: 'handler', fromUs: 0, lengthUs: awaitsAnswer ? handlerUs : Number.NaN },
    { name: 'return', fromUs: handlerUs, lengthUs: returnUs },
  ];
  return phases.filter(({ lengthUs, fromUs }) => !Number.isNaN(lengthUs) && !Number.isNaN(fromUs));
}

/** When its first known phase began, in microseconds since the Unix epoch. */
export function startOf(message: Pick<MessageRow, 'atUs' | 'transitUs' | 'direction'>): number {
  const { atUs, transitUs } = message;
  return isArriving(message) && !Number.isNaN(transitUs) ? atUs - transitUs : atUs;
}
