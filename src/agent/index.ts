/**
 * The agent's entry: loaded into the main process of a target before its own code (`electron -r agent.cjs app`), it
 * installs the hooks, reports to the inspector, and leaves when the inspector does.
 */

import { readLinkAddress, removeTraces } from './arrival';
import { startCapture } from './capture';

const address = readLinkAddress(process.env);
removeTraces(__filename);
if (address !== undefined) startCapture(address);
