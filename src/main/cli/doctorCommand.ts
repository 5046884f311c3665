/** `electroscope doctor`: what will not work on this computer, and why. */

import { examine } from '../doctor/examine';
import type { Finding } from '../doctor/finding';
import { thisMachine } from '../doctor/machine';
import type { DoctorCommand } from './commands';
import { terminalText } from './terminal';

const MARKS = { fine: '✓', careful: '!', broken: '✗' } as const;
const INDENT = '    ';

/**
 * @param ownElectron finds the executable of the window's Electron, without obtaining it
 * @returns the exit code: 1 if something will not work
 */
export async function runDoctor({ isJson }: DoctorCommand, ownElectron: () => Promise<string>): Promise<number> {
  const findings = await examine(thisMachine(), ownElectron);
  process.stdout.write(isJson ? `${JSON.stringify(findings, null, 2)}\n` : findings.map(lines).join(''));
  return findings.some(({ state }) => state === 'broken') ? 1 : 0;
}

function lines({ what, state, text, remedy }: Finding): string {
  const head = `${MARKS[state]} ${what}: ${terminalText(text)}\n`;
  return remedy === undefined ? head : `${head}${INDENT}${terminalText(remedy)}\n`;
}
