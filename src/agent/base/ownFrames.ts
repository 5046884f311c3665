/** Takes the agent's own frames out of the stack of an error that passes a hook on its way to the app. */

import { types } from 'node:util';
import { apply, getOwnPropertyDescriptor, NativeError } from './primordials';

/** As Node or V8 left it: undefined, or Node's own function. */
const initialPrepare = prepareStackTrace();

/**
 * Changes nothing if the app has its own `Error.prepareStackTrace`: it would notice that the text of the stack is made early.
 * Never throws.
 *
 * @returns the same error
 */
export function withoutOwnFrames(error: unknown): unknown {
  try {
    if (types.isNativeError(error) && !types.isProxy(error) && prepareStackTrace() === initialPrepare) clean(error);
  } catch {
    // It keeps the frames.
  }
  return error;
}

function prepareStackTrace(): unknown {
  return getOwnPropertyDescriptor(NativeError, 'prepareStackTrace')?.value;
}

function clean(error: Error): void {
  // A value, or (in later versions of V8) two functions of V8.
  const stack = getOwnPropertyDescriptor(error, 'stack');
  if (stack === undefined) return;
  const text: unknown = stack.get === undefined ? stack.value : apply(stack.get, error, []);
  if (typeof text !== 'string' || !text.includes(__filename)) return;
  error.stack = text
    .split('\n')
    .filter((line) => !line.includes(__filename))
    .join('\n');
}
