/** Starts a packaged app with the agent inside: through its inspector, while it waits before its own first line. */

import { closeSync, openSync, readSync } from 'node:fs';
import type { LinkAddress } from '../../shared/link/handshake';
import { isSystemError, UserError } from '../base/userError';
import { type ElectronBinary, readElectronBinary } from './electronBinary';
import { LaunchedProcess, type OutputStreams } from './launchedProcess';
import { InspectorError } from './nodeInspector/devtoolsCalls';
import { checkApp, injectAgent, isTooOld, refuseOldElectron } from './nodeInspector/injectAgent';
import { InspectorClient } from './nodeInspector/inspectorClient';
import { inspectorFused } from './nodeInspector/openInspector';
import { type StartedProcess, spawnProcess } from './spawnProcess';

export interface PackagedApp {
  readonly executable: string;
  readonly name: string;
}

/** Until its inspector listens; after that, until it stands before its first line. */
const START_TIMEOUT_MS = 20_000;
const PAUSE_TIMEOUT_MS = 10_000;
const LISTENING = /Debugger listening on (ws:\/\/127\.0\.0\.1:\d+\/[0-9a-f-]+)/;
/** What Node says of the inspector on standard error: it is not the app's. */
const INSPECTOR_LINE = /^(Debugger (listening on ws|attached|ending on ws)|For help, see: https:\/\/nodejs\.org\/)/;
/** Where Electron can't wait before the first line of a CommonJS app (electron#46491). */
const BROKEN_WAIT = /^(34\.5|35\.0|35\.1)\./;

export const PACKAGED_REMEDY = 'Check that it is the executable of an Electron app, built for this computer.';

export interface PackagedLaunch {
  readonly args: readonly string[];
  readonly workingDirectory: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly agentFile: string;
  readonly address: LinkAddress;
  /** Ends what was started, before it is handed over. */
  readonly signal: AbortSignal | undefined;
  /** Where its output goes as well. */
  readonly streams: OutputStreams | undefined;
}

export class LaunchedPackagedApp extends LaunchedProcess {
  override readonly hasOpenedInspector = true;

  private constructor(app: PackagedApp, started: StartedProcess, streams?: OutputStreams) {
    super(app.name, app.executable, started, streams, (line) => INSPECTOR_LINE.test(line));
  }

  /** @throws UserError if a fuse or its version keeps the agent out, or it can't be started */
  static async launch(app: PackagedApp, binary: ElectronBinary, launch: PackagedLaunch): Promise<LaunchedPackagedApp> {
    if (binary.version !== undefined) refuseOldElectron(binary.version, app.name, true);
    if (binary.fuses?.inspector === false) throw inspectorFused(app.name, true);
    const waits = !BROKEN_WAIT.test(binary.version ?? '');
    const own = [waits ? '--inspect-brk=127.0.0.1:0' : '--inspect=127.0.0.1:0', '--inspect-publish-uid=stderr'];
    const started = await spawnProcess({
      executable: app.executable,
      args: [...own, ...launch.args],
      workingDirectory: launch.workingDirectory,
      variables: launch.variables,
      remedy: PACKAGED_REMEDY,
      signal: launch.signal,
    });
    const launched = new LaunchedPackagedApp(app, started, launch.streams);
    try {
      await launched.letAgentIn(launch, own, waits);
    } catch (error) {
      await launched.stop();
      throw error;
    }
    return launched;
  }

  private async letAgentIn(
    { agentFile, address }: PackagedLaunch,
    own: readonly string[],
    waits: boolean,
  ): Promise<void> {
    const client = await this.connect();
    try {
      if (waits) await reachFirstLine(client, this.name);
      await checkApp(client, agentFile, this.name);
      await injectAgent(client, agentFile, address, {
        isLate: !waits,
        where: this.name,
        ownArguments: own,
        closesInspector: true,
      });
      if (waits) await goOn(client);
    } catch (error) {
      if (!(error instanceof InspectorError)) throw error;
      throw await this.explain(error.message);
    } finally {
      await client.close();
    }
  }

  private async connect(): Promise<InspectorClient> {
    const url = await this.inspectorUrl();
    try {
      return await InspectorClient.connect(url);
    } catch (error) {
      if (!(error instanceof InspectorError)) throw error;
      throw await this.explain(error.message);
    }
  }

  private async inspectorUrl(): Promise<string> {
    const { stderr } = this;
    let text = '';
    let onData: (chunk: Buffer) => void = () => {};
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        new Promise<string>((resolve) => {
          onData = (chunk) => {
            text = (text + chunk.toString('latin1')).slice(-4096);
            const url = LISTENING.exec(text)?.[1];
            if (url !== undefined) resolve(url);
          };
          stderr?.on('data', onData);
        }),
        this.exited.then(() => Promise.reject(this.endedEarly())),
        new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(this.silent()), START_TIMEOUT_MS);
        }),
      ]);
    } finally {
      clearTimeout(timer);
      stderr?.off('data', onData);
    }
  }

  /** The connection broke: most often because the app has ended. */
  private async explain(reason: string): Promise<UserError> {
    const hasEnded = await Promise.race([
      this.exited.then(() => true),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 500)),
    ]);
    if (hasEnded) return this.endedEarly();
    return new UserError(
      'attach-failed',
      `${this.name} does not let the agent in: ${reason}.`,
      'Try again; or run its app.asar or its source with Electroscope.',
      this.output.lastErrorLines(12),
    );
  }

  private endedEarly(): UserError {
    return new UserError(
      'ended-early',
      `${this.name} ended before Electroscope could attach to it.`,
      'See what it printed, and check that it starts without Electroscope.',
      this.output.lastErrorLines(12),
    );
  }

  private silent(): UserError {
    return new UserError(
      'attach-failed',
      `${this.name} did not open its inspector within ${START_TIMEOUT_MS / 1000} s.`,
      'If it is a launcher that starts the app, use: electroscope run -- <launcher>. The app is then attached to by its process id.',
      this.output.lastErrorLines(12),
    );
  }
}

/** A fuse or its version leaves no way in for the agent. */
export function keepsAgentOut({ version, fuses }: ElectronBinary): boolean {
  return fuses?.inspector === false || (version !== undefined && isTooOld(version));
}

/** Lets the process go as far as the first line of the app, where Node stops it. */
async function reachFirstLine(client: InspectorClient, name: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const paused = new Promise<void>((resolve, reject) => {
    client.on('Debugger.paused', () => resolve());
    void client.closed.then(() => reject(new InspectorError('the connection has ended')));
    timer = setTimeout(
      () => reject(new InspectorError(`${name} did not reach its first line within ${PAUSE_TIMEOUT_MS / 1000} s`)),
      PAUSE_TIMEOUT_MS,
    );
  });
  try {
    await client.send('Runtime.enable');
    await client.send('Debugger.enable');
    await client.send('Runtime.runIfWaitingForDebugger');
    await paused;
  } finally {
    clearTimeout(timer);
    paused.catch(() => {});
  }
}

/** The app may end with its first lines; that is then reported as for any other app. */
async function goOn(client: InspectorClient): Promise<void> {
  try {
    // A `debugger` statement of the app must not stop it from now on.
    await client.send('Debugger.setSkipAllPauses', { skip: true });
    await client.send('Debugger.resume');
  } catch (error) {
    if (!(error instanceof InspectorError)) throw error;
  }
}

/** @throws UserError if it is not an Electron app */
export async function readPackagedBinary(executable: string): Promise<ElectronBinary> {
  let binary: ElectronBinary | undefined;
  try {
    binary = await readElectronBinary(executable);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UserError('launch-failed', `${executable} can’t be read: ${error.message}.`, 'Check its permissions.');
  }
  if (binary !== undefined) return binary;
  const isImage = isAppImage(executable);
  const unpacked = isImage
    ? `unpack it with ${executable} --appimage-extract, and name the executable in it`
    : 'name the executable that is started';
  throw new UserError(
    'not-an-electron-app',
    `${executable} is not the executable of an Electron app${isImage ? ', but an AppImage, which starts one' : ''}.`,
    `If it starts one, use: electroscope run -- ${executable}. The app is attached to by its process id; to see it from its first line, ${unpacked}.`,
  );
}

/** An AppImage has its mark where a program of Linux has nothing (github.com/AppImage/AppImageSpec). */
function isAppImage(file: string): boolean {
  const head = Buffer.alloc(11);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return head.toString('latin1', 8, 10) === 'AI' && (head[10] === 1 || head[10] === 2);
}
