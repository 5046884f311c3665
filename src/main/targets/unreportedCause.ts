/** Why an Electron app that a command started does not report. */

import { basename } from 'node:path';
import { hookOption } from '../../shared/link/runOptions';
import { hasOwnFolders } from './processes/mountNamespace';
import type { ProcessInfo } from './processes/processList';
import { startVariables } from './processes/startVariables';

/** @returns the part of a sentence that follows “because” */
export async function unreportedCause({ pid, executable = '' }: ProcessInfo, hookFile: string): Promise<string> {
  if (isPackaged(executable)) return 'it is packaged, and packaged apps ignore NODE_OPTIONS';
  const variables = await startVariables(pid);
  if (variables === undefined) return 'the command may clear or replace NODE_OPTIONS';
  const { NODE_OPTIONS: options = '' } = variables;
  if (options === '') return 'the command does not pass NODE_OPTIONS on to it';
  if (!options.includes(hookOption(hookFile))) return `the command has replaced NODE_OPTIONS with “${options}”`;
  if (await hasOwnFolders(pid)) return 'it runs in a sandbox, and may not see the folder for temporary files';
  return 'it may still be busy with its start';
}

/** As Electron itself decides it, by the name of its executable. */
function isPackaged(executable: string): boolean {
  return !/^electron(\.exe)?$/i.test(basename(executable));
}
