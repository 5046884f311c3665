/** Problems of a capture that make `--fail-on` unreliable: what it lacks could have matched. */

import type { SessionFold } from '../../shared/columns/sessionFold';
import { formatCount } from '../../shared/format/format';
import type { FileDamage } from '../journal/fileDamage';
import { countInternal } from './openCaptureFile';
import { say, terminalText } from './terminal';

/**
 * @param damage of the file that the capture was read from; absent for one that was just recorded
 * @returns the problems, in words
 */
export function findCaptureProblems(
  fold: SessionFold,
  includesInternal: boolean,
  damage?: FileDamage,
): readonly string[] {
  const { table, droppedMessages, facts } = fold;
  const messages = table.length - (includesInternal ? 0 : countInternal(table));
  const damagedLines = damage?.count ?? 0;
  return [
    ...(messages === 0 ? ['it has no messages'] : []),
    ...(damagedLines > 0 ? [`${counted(damagedLines, 'line is', 'lines are')} damaged`] : []),
    ...((damage?.tornBytes ?? 0) > 0 ? ['its last line was never finished'] : []),
    ...(droppedMessages > 0 ? [`${counted(droppedMessages, 'message is', 'messages are')} missing`] : []),
    ...(facts.targets.some(({ incomplete }) => incomplete)
      ? ['an app ended without its last words, so messages may be missing']
      : []),
  ];
}

/** Prints the problems on standard error. */
export function reportCaptureProblems(filter: string, problems: readonly string[]): void {
  say(`--fail-on ${terminalText(filter)} can’t be relied on: ${problems.join('; ')}.`);
  say('  Add --allow-damage to judge what is there.');
}

function counted(count: number, one: string, several: string): string {
  return `${formatCount(count)} ${count === 1 ? one : several}`;
}
