/** One run of the differential app, with or without an agent, and what came of it. */

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AgentConnection, AgentServer } from '../../../src/main/targets/agentServer';
import { LaunchedTarget } from '../../../src/main/targets/launchTarget';
import type { TargetExit } from '../../../src/main/targets/targetExit';
import type { TargetOutput } from '../../../src/main/targets/targetOutput';
import type { AgentEntry, TargetDescription } from '../../../src/shared/journal/entries';
import type { LinkAddress } from '../../../src/shared/link/handshake';
import { electronWith } from '../electronWith';
import { agentFile, electronExecutable, projectRoot, testApps } from '../paths';
import { LinkRelay } from './linkRelay';
import { PlainTarget } from './plainTarget';
import { readTranscript, type Transcript, withOutput } from './transcript';

/**
 * How Electron dispatches: on WebContents as up to 35, or, emulated, on Session as from 36 on, with the preloads of 42.4 and
 * later.
 */
export const GENERATIONS = ['native', 'session'] as const;
export type Generation = (typeof GENERATIONS)[number];

/**
 * Where the app waits for the test: before the flood and after it, when all that notices being looked at was sent, in
 * the middle of pending work, and before its last scenario.
 */
const GATES = ['pressure', 'relief', 'observation', 'leaving', 'end'] as const;
type Gate = (typeof GATES)[number];

/** What the inspector's side can do at a gate. */
interface Inspector {
  readonly relay: LinkRelay;
  disconnect(): void;
  /** Resolves once what has arrived is enough. */
  waitForEntries(what: string, areEnough: (entries: readonly AgentEntry[]) => boolean): Promise<void>;
}

/** What to run, if not all of it under nothing but the agent. */
export interface RunOptions {
  /** Names of scenarios. */
  readonly only?: readonly string[];
  /** Files loaded with `-r` before the app. */
  readonly preloads?: readonly string[];
}

export type AtGate = (gate: Gate, inspector: Inspector) => void | Promise<void>;

export interface AgentRun {
  readonly transcript: Transcript;
  readonly entries: readonly AgentEntry[];
  /** What the agent said of the target; undefined if it never connected. */
  readonly description: TargetDescription | undefined;
}

const appPath = join(testApps, 'differential');
const emulation = join(projectRoot, 'test', 'fixtures', 'sessionDispatch');
const sessionDispatch = join(emulation, 'sessionDispatch.cjs');
/** Has to be there before an agent. */
const nativePreloads = join(emulation, 'nativePreloads.cjs');
const LOOK_AGAIN_MS = 10;
const LONGEST_RUN_MS = 80_000;

export async function runWithoutAgent(generation: Generation, options: RunOptions = {}): Promise<Transcript> {
  return await inFolder(async (folder) => {
    const electron = await electronOf(generation, folder);
    const target = PlainTarget.launch(
      electron,
      appPath,
      preloadsOf(generation, options),
      variablesFor(folder, options),
    );
    return await finish(target, folder, () => {});
  });
}

/** With an agent that finds an inspector. */
export async function runWithAgent(
  generation: Generation,
  atGate: AtGate,
  options: RunOptions = {},
): Promise<AgentRun> {
  const entries: AgentEntry[] = [];
  let connection: AgentConnection | undefined;
  let isDrained = true;
  const server = await AgentServer.listen((opened) => {
    connection = opened;
    isDrained = false;
    opened.onClose(() => {
      isDrained = true;
    });
    opened.onLine((line) => entries.push(JSON.parse(line.toString('utf8')) as AgentEntry));
  });
  const relay = await LinkRelay.listen(server.address);
  const inspector: Inspector = {
    relay,
    disconnect: () => connection?.close(),
    waitForEntries: (what, areEnough) => until(what, () => areEnough(entries)),
  };
  try {
    const transcript = await inFolder(async (folder) => {
      const target = await launchWithAgent(generation, folder, relay.address, options);
      return await finish(target, folder, (gate) => atGate(gate, inspector));
    });
    // The app is gone; what it had sent may still be on its way.
    relay.resume();
    await until('the end of the connection', () => isDrained);
    return { transcript, entries, description: connection?.target };
  } finally {
    await relay.close();
    await server.close();
  }
}

/** With an agent whose inspector is not there. */
export async function runWithoutInspector(generation: Generation): Promise<Transcript> {
  return await inFolder(async (folder) => {
    const path = process.platform === 'win32' ? '\\\\.\\pipe\\electroscope-nobody' : join(folder, 'nobody.sock');
    const target = await launchWithAgent(generation, folder, { path, token: 'none' }, {});
    return await finish(target, folder, () => {});
  });
}

async function launchWithAgent(
  generation: Generation,
  folder: string,
  address: LinkAddress,
  options: RunOptions,
): Promise<LaunchedTarget> {
  const electron = await electronOf(generation, folder);
  return await LaunchedTarget.launch(
    { appPath, args: [], workingDirectory: process.cwd(), electron },
    {
      agentFile,
      address,
      fallbackElectron: async () => undefined,
      variables: variablesFor(folder, options),
      preloads: preloadsOf(generation, options),
    },
  );
}

async function electronOf(generation: Generation, folder: string): Promise<string> {
  return generation === 'session' ? await electronWith(nativePreloads, folder) : electronExecutable();
}

interface RunningTarget {
  readonly output: TargetOutput;
  readonly exited: Promise<TargetExit>;
  stop(): Promise<void>;
}

/** Opens the gates as the app comes to them, until it has ended. */
async function finish(
  target: RunningTarget,
  folder: string,
  atGate: (gate: Gate) => void | Promise<void>,
): Promise<Transcript> {
  let exit: TargetExit | undefined;
  void target.exited.then((ended) => {
    exit = ended;
  });
  try {
    const closedGates = new Set<Gate>(GATES);
    const deadline = Date.now() + LONGEST_RUN_MS;
    while (exit === undefined) {
      for (const gate of closedGates) {
        if (!existsSync(join(folder, `${gate}.reached`))) continue;
        closedGates.delete(gate);
        await atGate(gate);
        await writeFile(join(folder, `${gate}.open`), '');
      }
      if (Date.now() > deadline) throw new Error(`The app did not end.\n${outputOf(target)}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
    if (exit.code !== 0) throw new Error(`The app ended with ${exit.code ?? exit.signal}.\n${outputOf(target)}`);
    return withOutput(readTranscript(join(folder, 'transcript.jsonl')), target.output.all);
  } finally {
    await target.stop();
  }
}

function outputOf(target: RunningTarget): string {
  return target.output.all.map((line) => line.text).join('\n');
}

function preloadsOf(generation: Generation, { preloads = [] }: RunOptions): string[] {
  return generation === 'session' ? [sessionDispatch, ...preloads] : [...preloads];
}

function variablesFor(folder: string, { only }: RunOptions): NodeJS.ProcessEnv {
  const variables = { ...process.env, DIFFERENTIAL_FOLDER: folder };
  return only === undefined ? variables : { ...variables, DIFFERENTIAL_ONLY: only.join() };
}

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'electroscope-differential-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + LONGEST_RUN_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Timed out waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
