/** What the hooks on methods that send something out of main have in common. */

import type { Direction, MessageKind } from '../../shared/journal/entries';
import { captureCallStack } from '../base/callStack';
import { nowUs } from '../base/clock';
import { withoutOwnFrames } from '../base/ownFrames';
import { type AnyFunction, intercept, type Uninstall } from '../base/patch';
import { apply } from '../base/primordials';
import { placeOfRefusal } from '../base/refusedValue';
import { MAIN_ENDPOINT } from '../recording/endpoints';
import type { FrameDocument } from '../recording/frameDocument';
import type { MessageEnd } from '../recording/messageRecord';
import { idsOf, type PortEnd } from '../recording/ports';
import type { HookContext } from './hookContext';

export interface OutgoingMessage {
  readonly kind: MessageKind;
  readonly direction: Direction;
  readonly channel: string;
  /** Endpoint id of the receiver. */
  readonly to: number;
  /** The arguments as the receiver gets them. */
  readonly args: readonly unknown[];
  readonly internal?: boolean | undefined;
  /** Of a message on a port: the end it is posted on. */
  readonly postedOn?: PortEnd | undefined;
  /** The document that gets it, if that reports timing. */
  readonly receiver?: FrameDocument | undefined;
  /** Why it has no receiver, if Electron does not fail. */
  readonly lost?: string | undefined;
}

export interface OutgoingMethod<Self> {
  /** Runs before the call. */
  readonly before?: ((self: Self, args: readonly unknown[]) => void) | undefined;
  /** The transfer list among the arguments of the call. */
  readonly transferOf?: ((args: readonly unknown[]) => unknown) | undefined;
  /** Undefined: there was no message. Runs after the call. */
  describe(self: Self, args: readonly unknown[]): OutgoingMessage | undefined;
}

/** What native code threw and the JavaScript around it swallowed; see `keepSwallowedError`. */
let swallowed: { readonly error: unknown } | undefined;

let calls = 0;

/** Number of calls recorded so far: an outer layer can tell whether an inner one has recorded its call. */
export function recordedCalls(): number {
  return calls;
}

/** Records a call that did not get as far as a patched method. */
export function recordFailedCall(
  context: HookContext,
  message: OutgoingMessage,
  call: { readonly atUs: number; readonly failure: { readonly error: unknown } | undefined },
): void {
  record(context, message, { ...call, ends: [], stack: stackOfCall(context, recordFailedCall) });
}

/**
 * Records the calls of a sending method. It does so after the call: the message is then on its way before the cost of
 * recording it arises. Native code also runs waiting microtasks before it serializes the value: the message contains
 * their changes, and their own messages go first (see docs/capture.md). An error of the call is recorded and rethrown.
 */
export function patchOutgoing<Self extends object>(
  holder: object,
  name: string,
  method: OutgoingMethod<Self>,
  context: HookContext,
): Uninstall {
  return intercept<Self>(holder, name, function send(original, self, args) {
    const atUs = nowUs();
    // Before the call: a transferred port is empty after it.
    const transfer = method.transferOf?.(args);
    const ends =
      transfer === undefined ? [] : (context.guard(name, () => context.ports.endsOfTransfer(transfer)) ?? []);
    if (method.before !== undefined) context.guard(name, () => method.before?.(self, args));
    swallowed = undefined;
    let failure: { readonly error: unknown } | undefined;
    try {
      const result: unknown = apply(original, self, args);
      failure = swallowed;
      return result;
    } catch (error) {
      failure = { error };
      throw withoutOwnFrames(error);
    } finally {
      swallowed = undefined;
      context.guard(name, () => {
        const message = method.describe(self, args);
        if (message === undefined) return;
        record(context, message, { atUs, ends, failure, stack: stackOfCall(context, send) });
      });
    }
  });
}

/** @param above the function from which on frames are left out; those of the agent further out are, too */
function stackOfCall({ recorder: { stackFrames } }: HookContext, above: AnyFunction): string | undefined {
  return stackFrames === 0 ? undefined : captureCallStack(above, stackFrames, isOwnLine);
}

/**
 * Patches the native half of a sending method whose JavaScript half catches errors and only prints them. The record
 * of the surrounding call can then report the failure.
 */
export function keepSwallowedError(holder: object, name: string): Uninstall {
  return intercept(holder, name, function nativeSend(original, self, args) {
    try {
      return apply(original, self, args);
    } catch (error) {
      swallowed = { error };
      throw withoutOwnFrames(error);
    }
  });
}

function isOwnLine(line: string): boolean {
  return line.includes(__filename);
}

interface CallFacts {
  readonly atUs: number;
  /** The ports transferred. */
  readonly ends: readonly PortEnd[];
  readonly failure: { readonly error: unknown } | undefined;
  readonly stack: string | undefined;
}

function record(context: HookContext, message: OutgoingMessage, call: CallFacts): void {
  const { atUs, ends, failure, stack } = call;
  const returnedAtUs = nowUs();
  const { postedOn, receiver, to, lost, ...facts } = message;
  calls++;
  const record = context.recorder.message({
    ...facts,
    to,
    from: MAIN_ENDPOINT,
    origin: 'app',
    port: postedOn?.id,
    ports: idsOf(ends),
    stack,
    atUs,
  });
  if (failure === undefined && lost === undefined) {
    context.ports.transferred(ends, { seq: record?.seq, from: MAIN_ENDPOINT, to });
    if (postedOn !== undefined) context.ports.posted(postedOn, ends);
    receiver?.pushed(record, facts.channel, atUs, ends);
  }
  if (record === undefined) return;
  context.recorder.dispatched(record, undefined, returnedAtUs);
  const end: MessageEnd =
    failure !== undefined
      ? { status: 'error', error: failure.error, place: placeOfRefusal('args', facts.args, failure.error) }
      : lost !== undefined
        ? { status: 'lost', errorText: lost }
        : { status: 'ok' };
  context.recorder.end(record, { ...end, atUs: returnedAtUs });
}
