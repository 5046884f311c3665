import { termOf } from '../../shared/filter/edit';
import type { MessageRow } from '../session/messageRow';

/** A condition that whatever passes between the two ends of a message meets, either way. */
export function conversationTerm({ from, to }: Pick<MessageRow, 'from' | 'to'>): string {
  const oneWay = (sender: string, receiver: string) => `${termOf('from', '=', sender)} ${termOf('to', '=', receiver)}`;
  return from === to ? `(${oneWay(from, to)})` : `(${oneWay(from, to)} | ${oneWay(to, from)})`;
}
