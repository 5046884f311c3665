/** How the agent finds its way in, and hides that it came: the target should see no trace of its being launched with it. */

import type * as Electron from 'electron';
import { checkAgentSettings } from '../shared/link/agentSettings';
import { LINK_VARIABLE, type LinkAddress } from '../shared/link/handshake';
import { setTimeout } from './base/nodePrimordials';
import { deleteProperty, parse } from './base/primordials';

/**
 * Takes the inspector's address out of the environment, so that the app and the processes it starts do not see it.
 *
 * @returns undefined where there is none
 */
export function takeLinkVariable(environment: NodeJS.ProcessEnv): string | undefined {
  const text = environment[LINK_VARIABLE];
  delete environment[LINK_VARIABLE];
  return text;
}

/** @returns undefined if it is not readable */
export function parseAddress(text: string): LinkAddress | undefined {
  try {
    const address = parse(text) as Partial<LinkAddress> | null;
    if (typeof address?.path !== 'string' || typeof address.token !== 'string') return undefined;
    const { path, token, inspectorPid, spillFolder } = address;
    return {
      path,
      token,
      settings: checkAgentSettings(address.settings),
      ...(typeof inspectorPid === 'number' ? { inspectorPid } : {}),
      ...(typeof spillFolder === 'string' ? { spillFolder } : {}),
    };
  } catch {
    return undefined;
  }
}

/**
 * Removes `-r <agent>` from `process.argv` and the agent's module from the cache.
 *
 * @param agentFile the file of this module, as Node loaded it
 */
export function removeTraces(agentFile: string): void {
  const { argv } = process;
  for (let i = 1; i + 1 < argv.length; i++) {
    if ((argv[i] === '-r' || argv[i] === '--require') && argv[i + 1] === agentFile) {
      argv.splice(i, 2);
      break;
    }
  }
  deleteProperty(require.cache, agentFile);
}

/** Removes switches with which this process was started, and which are not the app's. */
export function removeArguments(switches: readonly string[]): void {
  for (const text of switches) {
    const at = process.argv.indexOf(text);
    if (at > 0) process.argv.splice(at, 1);
    const name = /^--([^=]+)/.exec(text)?.[1];
    if (name !== undefined) (require('electron') as typeof Electron).app.commandLine.removeSwitch(name);
  }
}

/** The inspector port of this process, where it was opened for the agent: its connections have ended by the time it is closed. */
export class OwnInspectorPort {
  constructor(
    private isOpen: boolean,
    private readonly guard: (where: string, work: () => void) => void,
  ) {}

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.guard('closing the inspector port', () =>
      (require('node:inspector') as typeof import('node:inspector')).close(),
    );
  }

  /** In a task of its own: it waits for connections to end that are about to. */
  closeSoon(): void {
    if (this.isOpen) setTimeout(() => this.close(), 0).unref();
  }
}
