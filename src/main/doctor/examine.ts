/** Looks for everything that keeps Electroscope from working on a computer. */

import { checkPorts, checkScripts, checkSocket, checkTemporaryFolder, checkVariables } from './connectionChecks';
import { checkAppFolder, checkElectron } from './electronChecks';
import type { Finding } from './finding';
import type { Machine } from './machine';
import { checkDisplay, checkNode, checkSandbox } from './startChecks';

/** @param ownElectron finds the executable of the window's Electron, without obtaining it */
export async function examine(machine: Machine, ownElectron: () => Promise<string>): Promise<Finding[]> {
  const { finding, executable } = await checkElectron(ownElectron);
  return [
    checkNode(machine),
    finding,
    ...checkAppFolder(machine),
    checkDisplay(machine),
    checkSandbox(machine, executable),
    checkTemporaryFolder(machine),
    checkSocket(machine),
    await checkPorts(machine),
    ...checkVariables(machine),
    ...checkScripts(machine),
  ];
}
