/** What keeps Electroscope from reaching an app on a computer. */

import { join } from 'node:path';
import { placeForSocket, socketPlaces } from '../base/temporaryFolders';
import { UserError } from '../base/userError';
import type { Finding } from './finding';
import type { Machine } from './machine';

/** As long as that of a real one. */
const SOCKET = 'electroscope-agent-1234567.4026531836-XXXXXX/agent.sock';
const INSPECTOR_PORT = 9229;

export function checkTemporaryFolder({ temporaryFolder, exists }: Machine): Finding {
  const what = 'temporary files';
  if (exists(temporaryFolder)) return { what, state: 'fine', text: temporaryFolder };
  return {
    what,
    state: 'broken',
    text: `the folder for them does not exist: ${temporaryFolder}.`,
    remedy: 'Make it, or set TMPDIR to another.',
  };
}

export function checkSocket({ platform, temporaryFolder }: Machine): Finding {
  const what = 'socket';
  if (platform === 'win32') return { what, state: 'fine', text: 'a named pipe' };
  try {
    const place = placeForSocket(SOCKET, socketPlaces());
    if (place === temporaryFolder) return { what, state: 'fine', text: `in ${place}` };
    return { what, state: 'careful', text: `in ${place}: the path of ${temporaryFolder} is too long for one.` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { what, state: 'broken', text: error.message, remedy: error.remedy };
  }
}

export async function checkPorts({ canListen }: Machine): Promise<Finding> {
  const what = 'ports';
  if (!(await canListen(0))) {
    return {
      what,
      state: 'broken',
      text: 'nothing can listen on 127.0.0.1, so the agent can’t get into packaged or running apps.',
      remedy: 'Allow it in the sandbox or container in which this runs; apps from source work without.',
    };
  }
  if (await canListen(INSPECTOR_PORT)) return { what, state: 'fine', text: `${INSPECTOR_PORT} is free` };
  return {
    what,
    state: 'careful',
    text: `port ${INSPECTOR_PORT} is taken: apps can’t be attached to by process id, unless it is theirs.`,
    remedy: 'Stop the program that listens there, or start apps with --inspect=0.',
  };
}

export function checkVariables({ variables }: Machine): Finding[] {
  const findings: Finding[] = [];
  if (variables.ELECTRON_RUN_AS_NODE) {
    findings.push({
      what: 'ELECTRON_RUN_AS_NODE',
      state: 'careful',
      text: 'it is set, as in terminals of Electron apps: an Electron that a command starts runs as plain Node.',
      remedy:
        'Unset it before electroscope run and record -- <command>; apps that Electroscope starts itself do not get it.',
    });
  }
  const { NODE_OPTIONS: options = '' } = variables;
  const what = 'NODE_OPTIONS';
  if (options.includes('run-hook.cjs')) {
    const text = 'this terminal is below another electroscope run: what is started here reports there.';
    findings.push({ what, state: 'careful', text, remedy: 'Use another terminal.' });
  } else if (options !== '') findings.push({ what, state: 'fine', text: `“${options}” is kept` });
  return findings;
}

const CAN_REPLACE =
  'the agent does not get in by itself, and the app is attached to by its process id 5 s after its start.';

/** Tools that the scripts of this folder's package start apps with. */
export function checkScripts({ workingDirectory, read, exists }: Machine): Finding[] {
  const findings: Finding[] = [];
  for (const [name, script] of Object.entries(scriptsOf(read(join(workingDirectory, 'package.json'))))) {
    if (!/\bNODE_OPTIONS=/.test(script)) continue;
    const remedy = 'To see it from its first line, give the app itself: electroscope <app>.';
    findings.push({ what: `script “${name}”`, state: 'careful', text: `it sets NODE_OPTIONS: ${CAN_REPLACE}`, remedy });
  }
  if (/^\s*node-options\s*=/m.test(read(join(workingDirectory, '.npmrc')) ?? '')) {
    const remedy = 'Put them into NODE_OPTIONS instead.';
    findings.push({
      what: '.npmrc',
      state: 'careful',
      text: `its node-options replace NODE_OPTIONS: ${CAN_REPLACE}`,
      remedy,
    });
  }
  for (const [file, tool] of [
    ['turbo.json', 'Turborepo'],
    ['nx.json', 'Nx'],
  ] as const) {
    if (!exists(join(workingDirectory, file))) continue;
    findings.push({ what: tool, state: 'fine', text: `${file}: NODE_OPTIONS is passed on, which is enough` });
  }
  return findings;
}

function scriptsOf(manifest: string | undefined): Record<string, string> {
  try {
    const { scripts } = JSON.parse(manifest ?? '{}') as { readonly scripts?: Record<string, unknown> };
    return Object.fromEntries(Object.entries(scripts ?? {}).map(([name, script]) => [name, String(script)]));
  } catch {
    return {};
  }
}
