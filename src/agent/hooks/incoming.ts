/** What the hooks on objects that receive by `emit('message', …)` have in common: MessagePortMain and utility processes. */

import type { EventEmitter } from 'node:events';
import { nowUs } from '../clock';
import type { HookContext } from '../hookContext';
import type { MessageFacts } from '../messageRecord';
import { patchMethod, type Uninstall } from '../patch';
import { idsOf, type PortEnd } from '../ports';

export interface IncomingMessage extends Omit<MessageFacts, 'ports'> {
  /** The ports it brought. */
  readonly ends?: readonly PortEnd[];
}

const { apply } = Reflect;

/**
 * Records the messages an object of this class receives.
 *
 * @param describe undefined: not to be recorded
 * @param observe is told of the other events
 */
export function patchIncoming<Self extends EventEmitter>(
  prototype: object,
  context: HookContext,
  describe: (self: Self, message: unknown) => IncomingMessage | undefined,
  observe?: (self: Self, eventName: unknown, eventArgument: unknown) => void,
): Uninstall {
  return patchMethod(prototype, 'emit', (original) => {
    return function emit(this: Self, ...args: unknown[]) {
      if (args[0] !== 'message') {
        if (observe !== undefined) context.guard('emit', () => observe(this, args[0], args[1]));
        return apply(original(), this, args);
      }
      const listeners = context.guard('message', () => context.countListeners(this, 'message')) ?? 0;
      const record = context.guard('message', () => {
        const message = describe(this, args[1]);
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
    };
  });
}
