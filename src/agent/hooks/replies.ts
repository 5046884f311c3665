/**
 * Sees the replies to invoke and sendSync by wrapping the reply channel that native code put on the event.
 *
 * The wrapper holds the real channel as the event did, so both are collected together. Electron still notices that a reply was
 * never sent: at the latest at the first full garbage collection after the agent has written the call's line.
 */

import type { MessageKind } from '../../shared/journal/entries';
import { nowUs } from '../base/clock';
import type { DispatchEvent, ReplyChannel } from '../base/electronInternals';
import { withoutOwnFrames } from '../base/ownFrames';
import type { AnyFunction } from '../base/patch';
import { apply, defineProperty, getOwnPropertyDescriptor, NativeFinalizationRegistry } from '../base/primordials';
import { placeOfRefusal } from '../base/refusedValue';
import type { MessageEnd, MessageRecord } from '../recording/messageRecord';
import { lookForError, takeError } from './handlerErrors';
import type { HookContext } from './hookContext';

interface ReplyExpectation {
  readonly kind: MessageKind;
  /** Somebody listens; otherwise Electron itself answers an invoke. */
  readonly isHandled: boolean;
}

/** Labels calls whose event was collected before a reply. */
const collected = new NativeFinalizationRegistry<() => void>((reportLost) => reportLost());

export function observeReply(
  event: DispatchEvent,
  record: MessageRecord,
  expectation: ReplyExpectation,
  context: HookContext,
): void {
  const channel = event._replyChannel;
  if (channel !== undefined && typeof channel.sendReply === 'function') {
    const standIn = new ReplyChannelStandIn({
      receiver: channel,
      sendReply: channel.sendReply,
      record,
      expectation,
      context,
    });
    event._replyChannel = standIn;
    watchForCollection(standIn, record, context);
  } else if (typeof event.sendReply === 'function') {
    // Up to 24 the event itself has the method; under memory pressure it may lack it (electron#36558).
    const call: ObservedCall = { receiver: event, sendReply: event.sendReply, record, expectation, context };
    // Where it is inherited, an own one must not show among the event's keys.
    const { enumerable = false } = getOwnPropertyDescriptor(event, 'sendReply') ?? {};
    defineProperty(event, 'sendReply', { get: () => askedForReply(call), enumerable, configurable: true });
  }
}

type ReplyFunction = (...args: unknown[]) => unknown;

/** A call that waits for its reply. */
interface ObservedCall {
  /** What native code gave `sendReply` to. */
  readonly receiver: object;
  readonly sendReply: AnyFunction;
  readonly record: MessageRecord;
  readonly expectation: ReplyExpectation;
  readonly context: HookContext;
}

/**
 * Stands for the channel that native code made. Each call needs one, so all share a getter: V8 takes four times as long for an
 * object with a new one. Its content is private, so an app that prints the event sees only `sendReply`, as without the agent.
 */
class ReplyChannelStandIn implements ReplyChannel {
  declare readonly sendReply: ReplyFunction;
  readonly #call: ObservedCall;

  static readonly #sendReply: PropertyDescriptor = {
    get(this: ReplyChannelStandIn) {
      return askedForReply(this.#call);
    },
    enumerable: true,
    configurable: true,
  };

  constructor(call: ObservedCall) {
    this.#call = call;
    defineProperty(this, 'sendReply', ReplyChannelStandIn.#sendReply);
  }
}
// The native channel has no class that shows.
defineProperty(ReplyChannelStandIn, 'name', { value: 'Object', configurable: true });

/** The app or Electron is about to reply. @returns the function that replies */
function askedForReply(call: ObservedCall): ReplyFunction {
  const { kind, isHandled } = call.expectation;
  // Only a handler can have failed.
  if (kind === 'invoke' && isHandled) lookForError();
  return (...args: unknown[]) => reply(call, args);
}

function reply({ receiver, sendReply, record, expectation, context }: ObservedCall, args: readonly unknown[]): unknown {
  // Before the call: by its end the caller may have the reply.
  const atUs = nowUs();
  const thrown =
    expectation.kind === 'invoke' ? takeError((args[0] as { error?: string } | undefined)?.error ?? '') : undefined;
  let accepted: unknown;
  try {
    accepted = apply(sendReply, receiver, args);
  } catch (error) {
    // Not cloneable. Electron's dispatcher catches this and replies with the error instead, so the end is not yet
    // known; a handler of sendSync gets it thrown at its assignment.
    const attempted = expectation.kind === 'invoke' ? (args[0] as { result?: unknown }).result : args[0];
    context.guard('reply', () => {
      context.recorder.refused(record, attempted, error, placeOfRefusal('result', attempted, error));
    });
    throw withoutOwnFrames(error);
  }
  context.guard('reply', () => {
    if (thrown !== undefined) context.recorder.thrown(record, thrown.value);
    context.recorder.end(record, describeReply(args[0], accepted, expectation, atUs));
  });
  return accepted;
}

function describeReply(value: unknown, accepted: unknown, expectation: ReplyExpectation, atUs: number): MessageEnd {
  // Native code returns false when the channel was already used or is gone.
  const isLost = accepted === false;
  if (expectation.kind !== 'invoke') return { status: isLost ? 'lost' : 'ok', result: value, atUs };
  const reply = value as { result?: unknown; error?: string };
  if (typeof reply.error === 'string') {
    const status = isLost ? 'lost' : expectation.isHandled ? 'error' : 'unhandled';
    return { status, errorText: reply.error, atUs };
  }
  return { status: isLost ? 'lost' : 'ok', result: reply.result, atUs };
}

/**
 * Reports the call as lost when the stand-in is collected unused.
 *
 * Only calls that are still open when their line is written are registered: a registration keeps its target until the
 * next full garbage collection. One for each call would cost the app more than all else that the agent does. Until the line is
 * written, for some milliseconds, the record holds the stand-in. A weak reference for each call would cost more.
 */
function watchForCollection(standIn: object, record: MessageRecord, context: HookContext): void {
  record.whenWrittenOpen = () => collected.register(standIn, lostReport(record, context));
}

/** Made here, as a function made beside the stand-in would hold it. */
function lostReport(record: MessageRecord, { recorder }: HookContext): () => void {
  return () => recorder.end(record, { status: 'lost', errorText: 'reply was never sent' });
}
