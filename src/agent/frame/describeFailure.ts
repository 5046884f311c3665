/** Describes a call that failed in the frame, with the value that is why. */

import { MESSAGE_KINDS, type MessageKind } from '../../shared/journal/entries';
import type { FrameFailure } from '../../shared/link/frameReport';
import { type CloneWorld, findUncloneable, namedArguments } from '../../shared/value/uncloneable';
import { structuredClone } from './documentPrimordials';
import { ignoringErrors } from './ignoringErrors';

/** What native code throws (shell/common/v8_util.cc). The error itself is not at hand: catching it would change where it seems to be thrown. */
const NOT_CLONED = 'Error: An object could not be cloned.';
const NOT_TRANSFERRED = 'A value could not be cloned or transferred.';

const world = openWorld();

/** @param args the channel, and what follows it */
export function describeFailure(
  kind: MessageKind,
  [channel, ...args]: readonly [string, ...unknown[]],
  failedAtUs: number,
  stack: string,
): FrameFailure {
  const values = kind === 'postMessage' ? args.slice(0, 1) : args;
  const place = ignoringErrors(() => findUncloneable(namedArguments(values), world));
  const hasTransfer = kind === 'postMessage' && args.length > 1;
  return {
    kind: MESSAGE_KINDS.indexOf(kind),
    channel,
    failedAtUs,
    error: place === undefined && hasTransfer ? NOT_TRANSFERRED : NOT_CLONED,
    place,
    stack,
  };
}

/**
 * Node tells a proxy without touching it. A sandboxed preload has no Node: there, values are looked into only where no page
 * shares the world, whose frameworks wrap their state in proxies that notice.
 */
function openWorld(): CloneWorld {
  const isProxy = ignoringErrors(() => {
    const load = require;
    return (load('util') as { readonly types: { isProxy(value: object): boolean } }).types.isProxy;
  });
  const isIsolated = ignoringErrors(() => process.contextIsolated) ?? false;
  return { isProxy, clone: structuredClone, looksInside: isProxy !== undefined || isIsolated };
}
