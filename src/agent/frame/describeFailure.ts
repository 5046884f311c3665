/** Describes a call that failed in the frame, with the value that is why. */

import { MESSAGE_KINDS, type MessageKind } from '../../shared/journal/entries';
import type { FrameFailure } from '../../shared/link/frameReport';
import { type CloneWorld, findUncloneable, isCloneError, namedArguments } from '../../shared/value/uncloneable';
import { quietly } from './quietly';

const MAX_ERROR_LENGTH = 1000;

const world = openWorld();

/** @param args the channel, and what follows it */
export function describeFailure(
  kind: MessageKind,
  [channel, ...args]: readonly [string, ...unknown[]],
  error: unknown,
  failedAtUs: number,
  stack: string,
): FrameFailure {
  const values = kind === 'postMessage' ? args.slice(0, 1) : args;
  return {
    kind: MESSAGE_KINDS.indexOf(kind),
    channel,
    failedAtUs,
    error: textOf(error),
    place: isCloneError(error) ? quietly(() => findUncloneable(namedArguments(values), world)) : undefined,
    stack,
  };
}

/**
 * Node tells a proxy without touching it. A sandboxed preload has no Node: there, values are looked into only where no page
 * shares the world, whose frameworks wrap their state in proxies that notice.
 */
function openWorld(): CloneWorld {
  const isProxy = quietly(() => {
    const load = require;
    return (load('util') as { readonly types: { isProxy(value: object): boolean } }).types.isProxy;
  });
  const isIsolated = quietly(() => process.contextIsolated) ?? false;
  return { isProxy, clone: globalThis.structuredClone, looksInside: isProxy !== undefined || isIsolated };
}

/** Native code made the error; nothing of the app is called to read it. */
function textOf(error: unknown): string {
  const own =
    typeof error === 'object' && error !== null ? Object.getOwnPropertyDescriptor(error, 'message') : undefined;
  const message = typeof own?.value === 'string' ? own.value : 'the call failed';
  const name = error instanceof TypeError ? 'TypeError' : 'Error';
  return `${name}: ${message}`.slice(0, MAX_ERROR_LENGTH);
}
