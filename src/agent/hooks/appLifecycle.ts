/**
 * An app that restarts itself passes on its own arguments and variables. Electron takes them from the native side, which still
 * contains the agent's own.
 */

import type { App } from 'electron';
import type { Relaunching } from '../../shared/link/handshake';
import { intercept, type Uninstall } from '../base/patch';
import { apply, assign, dateNow, getPrototypeOf, hasOwn, isArray, keys, stringify } from '../base/primordials';

/** Data for the app's next start. */
export interface Restart {
  /** Variables that are set for the process that `app.relaunch` starts. */
  readonly variables: { readonly [name: string]: string };
  /** Arguments that come first, so that the agent is there again. */
  readonly arguments: readonly string[];
  /** The arguments to use if the app names none; undefined: those that Electron got. */
  readonly defaultArguments: readonly string[] | undefined;
}

interface RelaunchOptions {
  readonly execPath?: string;
  readonly args?: readonly string[];
}

/** @param relaunching is called when the app asks for it, with its options */
export function installRelaunchHook(app: App, restart: Restart, relaunching: (options: unknown) => void): Uninstall {
  return intercept(ownerOf(app, 'relaunch'), 'relaunch', (original, self, args) => {
    const result: unknown = withVariables(restart.variables, () =>
      apply(original, self, relaunchArguments(args, restart)),
    );
    relaunching(args[0]);
    return result;
  });
}

/** Reports when the app finds another running instance of itself. */
export function installInstanceLockHook(app: App, refused: () => void): Uninstall {
  const name = 'requestSingleInstanceLock';
  return intercept(ownerOf(app, name), name, (original, self, args) => {
    const hasLock: unknown = apply(original, self, args);
    if (hasLock === false) refused();
    return hasLock;
  });
}

function relaunchArguments(given: readonly unknown[], restart: Restart): readonly unknown[] {
  const [options, ...rest] = given;
  if (options !== undefined && (typeof options !== 'object' || options === null)) return given;
  const { args } = (options ?? {}) as RelaunchOptions;
  const named = args ?? restart.defaultArguments;
  // Without arguments, Electron passes on those it got, which still contain the agent's own.
  if (named === undefined || !isArray(named)) return given;
  return [{ ...(options as object), args: [...restart.arguments, ...named] }, ...rest];
}

/** @param options as given to `app.relaunch` @returns the line that reports it to the inspector */
export function relaunchingLine(options: unknown, { variables }: Restart): string {
  const { execPath } = (typeof options === 'object' && options !== null ? options : {}) as RelaunchOptions;
  const line: Relaunching = {
    type: 'relaunching',
    executable: typeof execPath === 'string' ? execPath : process.execPath,
    bringsAgent: keys(variables).length > 0,
    atMs: dateNow(),
  };
  return stringify(line);
}

function withVariables<Result>(variables: Restart['variables'], work: () => Result): Result {
  const { env } = process;
  const before = keys(variables).map((name) => [name, env[name]] as const);
  assign(env, variables);
  try {
    return work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
  }
}

/** The object on which a method is defined: not on `app` itself, where a replacement could be seen. */
function ownerOf(object: object, name: string): object {
  for (let level: object | null = object; level !== null; level = getPrototypeOf(level) as object | null) {
    if (hasOwn(level, name)) return level;
  }
  return object;
}
