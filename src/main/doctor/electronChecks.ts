/** Which Electron the window runs on, and which an app of this folder would. */

import { join } from 'node:path';
import { UserError } from '../base/userError';
import { askedVersion, findInstalledElectron, majorOf, versionOfDist } from '../targets/electronExecutable';
import type { Finding } from './finding';
import type { Machine } from './machine';

/** @param own finds the executable of the window's Electron, without obtaining it */
export async function checkElectron(
  own: () => Promise<string>,
): Promise<{ finding: Finding; executable: string | undefined }> {
  const what = 'Electron of the window';
  try {
    const executable = await own();
    const version = versionOfDist(executable) ?? 'of an unknown version';
    return { finding: { what, state: 'fine', text: `${version}, ${executable}` }, executable };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message: text, remedy } = error;
    return { finding: { what, state: 'broken', text, remedy }, executable: undefined };
  }
}

/** @returns nothing where the folder holds no Electron app */
export function checkAppFolder({ workingDirectory, variables, exists }: Machine): Finding[] {
  const asked = exists(join(workingDirectory, 'package.json')) ? askedVersion(workingDirectory) : undefined;
  if (asked === undefined) return [];
  const what = 'Electron of this folder’s app';
  try {
    const executable = findInstalledElectron(workingDirectory, variables);
    const version = executable && versionOfDist(executable);
    if (executable !== undefined && (version === undefined || majorOf(version) === majorOf(asked))) {
      return [{ what, state: 'fine', text: `${version ?? asked}, ${executable}` }];
    }
    const text = `package.json asks for ${asked}, but ${version === undefined ? 'it is not installed' : `${version} is found (${executable})`}.`;
    return [{ what, state: 'careful', text, remedy: 'Run: npm install' }];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ what, state: 'careful', text: error.message, remedy: error.remedy }];
  }
}
