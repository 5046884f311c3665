/** Injects the agent into a running main process, through its inspector. */

import { setTimeout as sleep } from 'node:timers/promises';
import { LINK_VARIABLE, type LinkAddress } from '../../../shared/link/handshake';
import { type AppProbe, type AttachReply, type Injected, PRESENCE_KEY } from '../../../shared/link/injection';
import { UserError } from '../../base/userError';
import { InspectorError } from './devtoolsCalls';
import type { InspectorClient } from './inspectorClient';

/** The oldest supported Electron: earlier versions lack parts that the agent needs. */
export const OLDEST_ELECTRON_MAJOR = 20;

/** A new process has an inspector before it has Electron. */
const START_TIMEOUT_MS = 10_000;
const START_STEP_MS = 50;

/**
 * Asks a process what it is.
 *
 * @throws InspectorError if it does not answer
 */
function probeApp(client: InspectorClient, agentFile: string): Promise<AppProbe> {
  return client.evaluate(`(() => {
    const { pid, platform, type, versions } = process;
    const probe = { pid, platform, type, node: versions.node, electron: versions.electron, seesAgent: false };
    let presence;
    try { presence = process._linkedBinding('electron_common_v8_util').getHiddenValue(process, ${JSON.stringify(PRESENCE_KEY)}); } catch {}
    if (typeof presence === 'object' && presence !== null) probe.inspectorPid = presence.inspectorPid;
    // Fails as long as the process is only about to begin.
    try { probe.name = ${REQUIRE}('electron').app.getName(); } catch {}
    try { probe.seesAgent = ${REQUIRE}('fs').existsSync(${JSON.stringify(agentFile)}); } catch {}
    return probe;
  })()`);
}

/** The message about an app that can't read the agent's file. @param platform on which the app runs */
export function outOfReach(name: string, platform: string): UserError {
  // Apps of the Mac App Store, and others with the sandbox of macOS, read only their own files.
  const isMaybeSandboxed = platform === 'darwin' && process.platform === 'darwin';
  return new UserError(
    'attach-failed',
    `${name} can’t read Electroscope’s files: ${isMaybeSandboxed ? 'it is in the sandbox of macOS, has no right to this folder, or ' : 'it '}runs on another computer or in a container.`,
    isMaybeSandboxed
      ? 'Use a build without the sandbox, or allow the app to read this folder in System Settings › Privacy & Security.'
      : 'Run Electroscope where the app runs; electroscope record needs no display there.',
  );
}

/** `require` is there where a command line API was asked for; in old Electron also on the main module. */
const REQUIRE = "(typeof require === 'function' ? require : process.mainModule.require)";

/**
 * Waits until the process can take the agent.
 *
 * @param where how the user named it, for messages
 * @throws UserError if Electroscope can't watch it
 */
export async function checkApp(client: InspectorClient, agentFile: string, where: string): Promise<AppProbe> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const probe = await asked(where, () => probeApp(client, agentFile));
    refuseOthers(probe, where);
    if (probe.inspectorPid !== undefined) throw alreadyAttached(probe.inspectorPid, where);
    if (probe.name !== undefined) {
      if (probe.seesAgent) return probe;
      throw outOfReach(`${probe.name} (${where})`, probe.platform);
    }
    if (performance.now() > deadline) {
      throw new UserError(
        'attach-failed',
        `Electron has not started in ${where} within ${START_TIMEOUT_MS / 1000} s.`,
        'Check whether the app hangs, or waits for a debugger (--inspect-brk).',
      );
    }
    await sleep(START_STEP_MS);
  }
}

function refuseOthers({ electron, node, type, pid }: AppProbe, where: string): void {
  if (pid === process.pid) {
    throw new UserError(
      'already-attached',
      `${where} is Electroscope itself.`,
      'Find other apps with electroscope list.',
    );
  }
  if (electron === undefined) {
    throw new UserError(
      'not-an-electron-app',
      `${where} is a Node ${node} process (${pid}), not an Electron app.`,
      'Find the app’s main process with electroscope list.',
    );
  }
  if (type !== 'browser') {
    throw new UserError(
      'not-an-electron-app',
      `${where} is not the main process of an Electron app, but ${type === undefined ? 'Electron run as Node' : `its ${type} process`} (${pid}).`,
      'Find the main process with electroscope list.',
    );
  }
  refuseOldElectron(electron, where);
}

export function isTooOld(version: string): boolean {
  return Number.parseInt(version, 10) < OLDEST_ELECTRON_MAJOR;
}

/** Hint for errors that say the agent can't be injected, if Electron's own trace can be shown. */
export const TRACE_REMEDY = ' Or see its channels and times only, in Electron’s own trace: --trace.';

/**
 * @param canTrace Electron's own trace can be shown instead
 * @throws UserError if it is too old
 */
export function refuseOldElectron(version: string, where: string, canTrace = false): void {
  if (!isTooOld(version)) return;
  throw new UserError(
    canTrace ? 'agent-kept-out' : 'electron-too-old',
    `${where} runs on Electron ${version}; Electroscope needs ${OLDEST_ELECTRON_MAJOR} or later.`,
    `Update the app’s Electron, or run the app’s source with a newer one: --electron <path>.${canTrace ? TRACE_REMEDY : ''}`,
  );
}

export interface Injection {
  /** The app has run its first line. */
  readonly isLate: boolean;
  /** How the user named it, for messages. */
  readonly where: string;
  /** What the app was started with for this, and must not see. */
  readonly ownArguments?: readonly string[];
  /** The inspector port was opened for this. */
  readonly closesInspector?: boolean;
}

/**
 * Injects the agent.
 *
 * @throws UserError if another agent is there, or it fails
 */
export async function injectAgent(
  client: InspectorClient,
  agentFile: string,
  address: LinkAddress,
  { isLate, where, ownArguments = [], closesInspector = false }: Injection,
): Promise<void> {
  const file = JSON.stringify(agentFile);
  const injected: Injected = { isLate, ownArguments, closesInspector };
  // Twice JSON: the address is a text that the agent parses itself.
  const given = JSON.stringify(JSON.stringify(address));
  const reply = await asked(where, () =>
    // Left over from a start without the agent, the variable would make it start by itself, as if present from the first line.
    client.evaluate<AttachReply>(
      `delete process.env.${LINK_VARIABLE}, ${REQUIRE}(${file}).attach(${given}, ${JSON.stringify(injected)})`,
    ),
  );
  if (reply.attached) return;
  throw alreadyAttached(reply.inspectorPid, where);
}

function alreadyAttached(inspectorPid: number | null, where: string): UserError {
  return new UserError(
    'already-attached',
    inspectorPid === process.pid
      ? `Electroscope is attached to ${where} already.`
      : `Another Electroscope${inspectorPid === null ? '' : ` (process ${inspectorPid})`} is attached to ${where}.`,
    'Detach that one first; an app reports to one inspector at a time.',
  );
}

async function asked<Value>(where: string, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof InspectorError)) throw error;
    throw new UserError(
      'attach-failed',
      `${where} does not let the agent in: ${error.message.split('\n', 1)[0]}.`,
      'It may be busy, or held by another debugger. Try again, or start the app with Electroscope.',
      error.message,
    );
  }
}
