/**
 * The agent's entry, loaded into the main process of a target before its own code (`electron -r agent.cjs app`). It
 * installs the hooks, reports to the inspector, and leaves when the inspector does. In a packaged or an already
 * running app, the inspector loads it through the app's inspector port and calls `attach`.
 */

import type * as Electron from 'electron';
import { LINK_VARIABLE } from '../shared/link/handshake';
import type { AttachReply, Injected } from '../shared/link/injection';
import { startCapture } from './capture';
import { findInspector } from './findInspector';
import { parseAddress, removeArguments, removeTraces, takeLinkVariable } from './launchTraces';
import { findPresence } from './presence';

const addressText = takeLinkVariable(process.env);
removeTraces(__filename);
const address = addressText === undefined ? undefined : parseAddress(addressText);
if (addressText !== undefined && address !== undefined) {
  startCapture(address, {
    isLate: false,
    restart: {
      variables: { [LINK_VARIABLE]: addressText },
      arguments: ['-r', __filename],
      defaultArguments: undefined,
    },
  });
}

/** @param text a `LinkAddress`, as JSON */
export function attach(text: string, { isLate, ownArguments, variables = {}, closesInspector }: Injected): AttachReply {
  const presence = findPresence();
  if (presence !== undefined) return { attached: false, inspectorPid: presence.inspectorPid };
  const given = parseAddress(text);
  if (given === undefined) throw new TypeError('not an address');
  removeArguments(ownArguments);
  // After a restart, the app must not wait for an inspector that nobody would know of.
  const defaultArguments = ownArguments.length === 0 ? undefined : process.argv.slice(1);
  startCapture(given, { isLate, closesInspector, restart: { variables, arguments: [], defaultArguments } });
  return { attached: true };
}

/**
 * The app asks for it in its own code (agent/index.cjs).
 *
 * @param asked the path of an inspector's file, or anything else for the one that was opened last
 */
export function join(asked: string): boolean {
  if (findPresence() !== undefined) return true;
  const text = findInspector(asked);
  if (text === undefined) {
    process.stderr.write(
      'electroscope: the app asks for it, but no Electroscope is open. Open it first: electroscope\n',
    );
    return false;
  }
  const { app } = require('electron') as typeof Electron;
  return attach(text, { isLate: app.isReady(), ownArguments: [] }).attached;
}
