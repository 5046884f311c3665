/** The command-line program, run with plain Node: opens the inspector with its Electron, or works without a window. */

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UserError } from '../base/userError';
import { thisMachine } from '../doctor/machine';
import { checkDisplay, startProblem } from '../doctor/startChecks';
import { executableInDist } from '../targets/electronExecutable';
import { parseCommandLine, withSeparator } from './arguments';
import type { OpenCommand } from './commands';
import { runDoctor } from './doctorCommand';
import { runExport } from './exportCommand';
import { runInspector } from './inspectorProcess';
import { interruption } from './interruption';
import { runList } from './listCommand';
import { refuseMistypedCommand } from './mistypedCommand';
import { type RecordEnvironment, runRecord } from './recordCommand';
import { runReplay } from './replayCommand';
import { runStats } from './statsCommand';
import { printUserError, say } from './terminal';
import { findWindowElectron, noWindowElectron, type WindowSearch } from './windowElectron';
import { wrapHelp } from './wrapHelp';

/** The exit code that shells use for Ctrl-C. */
const INTERRUPTED = 130;
const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Set-up script of a source checkout: prints the path of an Electron, and downloads one if there is none. */
const setupScript = join(projectRoot, 'scripts', 'electron-path.mjs');

/** @returns the exit code: 0 done, 1 the work failed, 2 wrong usage */
async function main(args: readonly string[]): Promise<number> {
  try {
    refuseMistypedCommand(args);
    const command = parseCommandLine(args);
    switch (command.type) {
      case 'help':
        process.stdout.write(wrapHelp(command.text, terminalWidth()));
        return 0;
      case 'version':
        process.stdout.write(`${version()}\n`);
        return 0;
      case 'open':
        return await openInspector(args, command);
      case 'record':
        return await runRecord(command, recordEnvironment(), interruption());
      case 'export':
        return await runExport(command, version(), interruption());
      case 'list':
        return await runList(command);
      case 'doctor':
        return await runDoctor(command, presentElectron);
      case 'replay':
        return await runReplay(command, recordEnvironment(), interruption());
      case 'stats':
        return await runStats(command, interruption());
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return INTERRUPTED;
    if (!(error instanceof UserError)) {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return 1;
    }
    printUserError(error);
    return error.code === 'usage' ? 2 : 1;
  }
}

/** Aborted by Ctrl-C or a signal. The command then ends by itself, and leaves nothing unfinished. */
function recordEnvironment(): RecordEnvironment {
  return {
    agentFile: join(projectRoot, 'out', 'agent', 'agent.cjs'),
    hookFile: join(projectRoot, 'out', 'agent', 'run-hook.cjs'),
    fallbackElectron: ownElectron,
    variables: process.env,
    writerName: `electroscope ${version()}`,
  };
}

/** Recording does not need the Electron of the window. If there is one, apps without their own can use it. */
async function ownElectron(): Promise<string | undefined> {
  try {
    return await inspectorElectron([]);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function version(): string {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;
}

/** Columns of the terminal. If the output goes elsewhere, a shell may set them in a variable. */
function terminalWidth(): number {
  const told = Number(process.env.COLUMNS);
  return process.stdout.columns ?? (told > 0 ? told : Number.POSITIVE_INFINITY);
}

async function openInspector(args: readonly string[], command: OpenCommand): Promise<number> {
  const display = checkDisplay(thisMachine());
  // Without a display, Electron would crash, unless a switch names another one. Arguments after `--` are for the app.
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (display.state === 'broken' && !own.some((arg) => /^--(ozone-platform|headless)/.test(arg)))
    throw new UserError('no-display', `No window can be opened: ${display.text}`, display.remedy ?? '');
  const executable = await inspectorElectron(args, command);
  const code = await runInspector(executable, [join(projectRoot, 'out'), ...args], command.keepRunning);
  const problem = code === 0 ? undefined : startProblem(thisMachine(), executable);
  if (problem !== undefined) say(`electroscope: ${problem.what}: ${problem.text}\n  ${problem.remedy}`);
  return code;
}

/** @returns the Electron that opens the window. In a source checkout without one, the set-up script obtains it. */
async function inspectorElectron(args: readonly string[], command?: OpenCommand): Promise<string> {
  const found = findWindowElectron(windowSearch(command));
  if (typeof found === 'string') return found;
  if (existsSync(setupScript)) return runSetup();
  throw noWindowElectron(found, args);
}

/** As `inspectorElectron`, but without a download. */
async function presentElectron(): Promise<string> {
  const found = findWindowElectron(windowSearch());
  if (typeof found === 'string') return found;
  const obtained = await obtainedElectron();
  if (obtained === undefined) throw noWindowElectron(found, []);
  return obtained;
}

function windowSearch(command: WindowSearch['command'] = { targets: [] }): WindowSearch {
  const places = { workingDirectory: process.cwd(), packageFolder: projectRoot };
  return { command, variables: process.env, ...places, userId: process.getuid?.() };
}

/** The Electron that the set-up script of a source checkout has downloaded. */
async function obtainedElectron(): Promise<string | undefined> {
  const file = join(dirname(setupScript), 'setup', 'electron-fallback.mjs');
  if (!existsSync(file)) return undefined;
  const { findFallback } = (await import(pathToFileURL(file).href)) as { findFallback(): string | undefined };
  const dist = findFallback();
  return dist === undefined ? undefined : join(dist, executableInDist(process.platform));
}

function runSetup(): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [setupScript], { stdio: ['inherit', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.once('exit', (code) => {
      const executable = output.trim();
      if (code === 0 && executable !== '') {
        resolve(executable);
      } else {
        reject(new UserError('electron-missing', 'No Electron runtime could be obtained.', 'See the messages above.'));
      }
    });
  });
}

// Last, so that everything above is defined.
process.exitCode = await main(withSeparator(process.argv.slice(2)));
