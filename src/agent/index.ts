/**
 * The agent's entry: loaded into the main process of a target before its own code (`electron -r agent.cjs app`), it
 * installs the hooks, reports to the inspector, and leaves when the inspector does. Into an app that runs already it is brought
 * through the app's inspector port, and asked to `attach`.
 */

import type { AttachReply } from '../shared/link/injection';
import { parseAddress, readLinkAddress, removeTraces } from './arrival';
import { startCapture } from './capture';
import { findPresence } from './presence';

const address = readLinkAddress(process.env);
removeTraces(__filename);
if (address !== undefined) startCapture(address, { isLate: false });

/**
 * @param addressText a `LinkAddress`, as JSON
 * @param isLate the app has run its first line
 */
export function attach(addressText: string, isLate: boolean): AttachReply {
  const presence = findPresence();
  if (presence !== undefined) return { attached: false, inspectorPid: presence.inspectorPid };
  const given = parseAddress(addressText);
  if (given === undefined) throw new TypeError('not an address');
  startCapture(given, { isLate });
  return { attached: true };
}
