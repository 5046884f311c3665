import { formatCount } from './format';

/**
 * How many messages are missing, as `0 dropped`.
 *
 * @param isIncomplete more may be missing, and how many is not known
 */
export function droppedText(dropped: number, isIncomplete: boolean): string {
  if (!isIncomplete) return `${formatCount(dropped)} dropped`;
  return dropped === 0 ? 'messages may be missing' : `at least ${formatCount(dropped)} dropped`;
}
