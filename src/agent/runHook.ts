/**
 * Loaded into every Node process below a command that `electroscope run` started (`NODE_OPTIONS=--require`). It acts
 * only in the main process of an Electron app: it removes itself from the environment and loads the agent, before the
 * app's first line.
 *
 * At this point Electron has not registered the module `electron` with Node yet. Right after it does, it loads the
 * app's package.json through `Module._load` (lib/browser/init.ts). So the agent is loaded at the first load at which
 * the module is available.
 */

import { readFileSync } from 'node:fs';
import { LINK_VARIABLE } from '../shared/link/handshake';
import { linkFileOf, withHook, withoutHook } from '../shared/link/runOptions';
import { patchMethod } from './base/patch';
import { apply, deleteProperty } from './base/primordials';

/** Node's internal loader, which Electron patches in the same way. */
interface ModuleLoader {
  _load: (request: string, ...rest: unknown[]) => unknown;
  readonly _cache: { readonly [file: string]: unknown };
}

type Agent = typeof import('./index');

if (process.versions.electron !== undefined && (process as { type?: string }).type === 'browser') arrive();

function arrive(): void {
  const { env } = process;
  const { NODE_OPTIONS: options = '' } = env;
  const address = env[LINK_VARIABLE] ?? readLink(options);
  delete env[LINK_VARIABLE];
  const own = withoutHook(options, __filename);
  if (own === '') delete env.NODE_OPTIONS;
  else env.NODE_OPTIONS = own;
  deleteProperty(require.cache, __filename);
  if (address === undefined) return;

  const loader = require('node:module') as ModuleLoader;
  let isAwaited = true;
  const uninstall = patchMethod(loader, '_load', (original) => {
    return function _load(this: unknown, ...args: Parameters<ModuleLoader['_load']>) {
      if (isAwaited && ('electron' in loader._cache || 'electron/main' in loader._cache)) {
        isAwaited = false;
        // Others may have put theirs over this one since; then it stays below theirs, and only calls through.
        uninstall();
        const agent = require(`${__dirname}/agent.cjs`) as Agent;
        agent.attach(address, {
          isLate: false,
          ownArguments: [],
          variables: {
            [LINK_VARIABLE]: address,
            // Asked at each start: the app may have changed its own options since.
            get NODE_OPTIONS() {
              return withHook(env.NODE_OPTIONS ?? '', __filename);
            },
          },
        });
      }
      return apply(original(), this, args);
    };
  });
}

/** For where only `NODE_OPTIONS` was passed on. @returns undefined if there is no such file: the inspector is gone */
function readLink(options: string): string | undefined {
  const file = linkFileOf(options);
  try {
    return file === undefined ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
