/**
 * What the hooks on objects that receive messages have in common: MessagePortMain and utility processes. Electron wraps
 * a native object in both, and gives it a method `emit` that native code calls (lib/browser/message-port-main.ts,
 * lib/browser/api/utility-process.ts). The hooks watch that method in place.
 */

import type { EventEmitter } from 'node:events';
import { nowUs } from '../base/clock';
import type { AnyFunction } from '../base/patch';
import { apply } from '../base/primordials';
import type { MessageFacts } from '../recording/messageRecord';
import { idsOf, type PortEnd } from '../recording/ports';
import type { HookContext } from './hookContext';

export interface IncomingMessage extends Omit<MessageFacts, 'ports'> {
  /** The ports it brought. */
  readonly ends?: readonly PortEnd[];
}

export interface Receiver {
  /** On which the app listens. */
  readonly emitter: EventEmitter;
  /** Undefined: the message is not to be recorded. */
  describe(message: unknown): IncomingMessage | undefined;
  /** Called for the other events. */
  observe(eventName: unknown, eventArgument: unknown): void;
}

/** @returns a method that records what is received, and calls through. Electron's is an arrow function: neither has a `prototype`. */
export function watchedEmit(
  original: () => AnyFunction,
  { emitter, describe, observe }: Receiver,
  context: HookContext,
): AnyFunction {
  const holder = {
    emit(this: unknown, ...args: unknown[]): unknown {
      if (args[0] !== 'message') {
        context.guard('emit', () => observe(args[0], args[1]));
        return apply(original(), this, args);
      }
      const listeners = context.guard('message', () => context.countListeners(emitter, 'message')) ?? 0;
      const record = context.guard('message', () => {
        const message = describe(args[1]);
        if (message === undefined) return undefined;
        const { ends = [], ...facts } = message;
        const opened = context.recorder.message({ ...facts, ports: idsOf(ends), isArriving: true });
        context.ports.transferred(ends, { seq: opened?.seq, from: facts.from, to: facts.to });
        return opened;
      });
      try {
        return apply(original(), this, args);
      } finally {
        const atUs = nowUs();
        context.guard('message', () => {
          if (record === undefined) return;
          context.recorder.dispatched(record, listeners > 0 ? { event: listeners } : {}, atUs);
          context.recorder.end(record, { status: listeners > 0 ? 'ok' : 'unhandled', atUs });
        });
      }
    },
  };
  return holder.emit;
}
