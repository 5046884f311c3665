// What the set-up scripts say on the terminal. Everything goes to stderr, so that a command whose
// output is data (`npm run -s electron:path`) keeps stdout to itself.

import { spawn } from 'node:child_process';
import { win32 } from 'node:path';

/** A set-up step that failed, with the one thing the reader should do about it. */
export class SetupError extends Error {
  /**
   * @param {string} message what went wrong, naming the thing
   * @param {string} remedy what to do about it
   */
  constructor(message, remedy) {
    super(message);
    this.name = 'SetupError';
    this.remedy = remedy;
  }
}

const colour = process.stderr.isTTY && !process.env.NO_COLOR;

/** @param {string} code @param {string} text */
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** One line of progress. @param {string} text */
export function say(text) {
  process.stderr.write(`${paint('36', '●')} ${text}\n`);
}

/** One line the reader should not miss. @param {string} text */
export function warn(text) {
  process.stderr.write(`${paint('33', '▲')} ${text}\n`);
}

/**
 * Runs a command, showing its output, with a sign of life every ten seconds while it is silent.
 *
 * @param {string} what shown while waiting, as "installing packages"
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, quiet?: boolean, timeoutMs?: number }} [options]
 *   quiet: keep the output back and return it; show it only by throwing
 * @returns {Promise<{ exitCode: number, output: string }>} never rejects for a non-zero exit
 */
export function run(what, command, args, options = {}) {
  const { env = process.env, cwd, quiet = false, timeoutMs = 30 * 60_000 } = options;
  return new Promise((resolve) => {
    const startedAt = Date.now();
    const [file, words] = command === 'npm' ? npmCommand(args, { env }) : [command, args];
    const child = spawn(file, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const heartbeat = setInterval(() => {
      process.stderr.write(`  … ${what} (${Math.round((Date.now() - startedAt) / 1000)} s)\n`);
    }, 10_000);
    const limit = setTimeout(() => {
      output += `\n${command} was stopped after ${Math.round(timeoutMs / 1000)} s.`;
      child.kill('SIGKILL');
    }, timeoutMs);
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk.toString();
      if (!quiet) process.stderr.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    /** @param {number} exitCode */
    const finish = (exitCode) => {
      clearInterval(heartbeat);
      clearTimeout(limit);
      resolve({ exitCode, output });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * On Windows npm is a shell script, and the shell would split arguments at spaces. So Node runs npm's own program.
 *
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, platform?: string, execPath?: string }} [machine]
 * @returns {[file: string, args: readonly string[]]}
 */
export function npmCommand(args, machine = {}) {
  const { env = process.env, platform = process.platform, execPath = process.execPath } = machine;
  if (platform !== 'win32') return ['npm', args];
  const running = env.npm_execpath ?? '';
  const own = win32.join(win32.dirname(execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return [execPath, [/[\\/]npm-cli\.[cm]?js$/.test(running) ? running : own, ...args]];
}

/**
 * Runs a script's main function; a failure ends the process with its message and remedy.
 *
 * @param {() => Promise<number>} main resolves to the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`\n${paint('31', '✖')} ${error.message}\n  ${error.remedy.replaceAll('\n', '\n  ')}\n`);
    process.exitCode = 1;
  }
}
