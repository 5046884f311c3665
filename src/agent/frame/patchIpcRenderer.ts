/**
 * Notes when a frame sends, is answered and receives, by methods of the prototype of `ipcRenderer`, which all preloads of a
 * frame and a page with Node share (lib/renderer/api/ipc-renderer.ts). Arguments and results pass untouched.
 */

import type { IpcRenderer } from 'electron';
import type { MessageKind } from '../../shared/journal/entries';
import { FRAME_CHANNEL } from '../../shared/link/frameReport';
import { captureCallStack } from '../base/callStack';
import { type AnyFunction, patchMethod, type Uninstall } from '../base/patch';
import { apply, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isArray, promiseThen } from '../base/primordials';
import { describeFailure } from './describeFailure';
import type { FrameClock } from './frameClock';
import type { FrameCall, FrameLog, NewCall } from './frameLog';
import { ignoringErrors } from './ignoringErrors';

const ONE_WAY: readonly MessageKind[] = ['send', 'postMessage', 'sendToHost'];

export interface Notes {
  readonly log: FrameLog;
  readonly clock: FrameClock;
  /** Where a call comes from, above this function and without lines of ours; empty where that is not asked for. */
  stackOf(above: AnyFunction, isOwn: (line: string) => boolean): string;
  /** A call is about to leave the frame. */
  starting(kind: MessageKind, channel: unknown): void;
  /** Is called after something was added to the log. */
  noted(): void;
  /** Is called after a failed call was added to the log. */
  failureNoted(): void;
  /** A message brought ports; its number is that since the marker. */
  portsCame(ports: readonly MessagePort[], push: number): void;
}

/** @param document its number, which the marker brings */
export function patchIpcRenderer(
  ipcRenderer: IpcRenderer,
  document: number,
  { log, clock, stackOf, starting, noted, failureNoted, portsCame }: Notes,
): Uninstall {
  let dispatchPlace: string | undefined;
  const uninstalls = [
    ...ONE_WAY.map((kind) => patch(kind, (original) => oneWay(kind, original))),
    patch('sendSync', sendSync),
    patch('invoke', invoke),
    patch('emit', emit),
  ];
  return () => {
    for (const uninstall of uninstalls) uninstall();
  };

  /**
   * On the object that owns the method: a property more on another shows in its listings, which preloads walk to hand
   * everything to the page. Up to 28 `ipcRenderer` owns all but `emit`, later its class; `emit` is of all emitters.
   */
  function patch(name: string, make: (original: () => AnyFunction) => AnyFunction): Uninstall {
    return patchMethod(ownerOf(ipcRenderer, name), name, make);
  }

  // All are written as methods: as those of a class, they have no `prototype`.

  function oneWay(kind: MessageKind, original: () => AnyFunction): AnyFunction {
    const { send } = {
      send(this: unknown, ...args: unknown[]): unknown {
        const stack = stackOf(send, isOwn);
        starting(kind, args[0]);
        const sentAtUs = clock.nowUs();
        let wasSent = false;
        try {
          const result: unknown = apply(original(), this, args);
          wasSent = true;
          called({ kind, channel: args[0] as string, sentAtUs, stack });
          return result;
        } finally {
          // Caught and thrown again, an error would be reported as thrown here.
          if (!wasSent) failed(kind, args, stack);
        }
      },
    };
    return send;
  }

  function sendSync(original: () => AnyFunction): AnyFunction {
    const { send } = {
      send(this: unknown, ...args: unknown[]): unknown {
        const stack = stackOf(send, isOwn);
        starting('sendSync', args[0]);
        const sentAtUs = clock.nowUs();
        let wasSent = false;
        try {
          const result: unknown = apply(original(), this, args);
          wasSent = true;
          called({ kind: 'sendSync', channel: args[0] as string, sentAtUs, stack, answeredAtUs: clock.nowUs() });
          return result;
        } finally {
          if (!wasSent) failed('sendSync', args, stack);
        }
      },
    };
    return send;
  }

  /**
   * The promise that is returned follows Electron's, one microtask later: a mere reaction to Electron's would make its
   * rejection count as handled, or be reported twice. It is not an async function, which would show in the stacks of errors.
   */
  function invoke(original: () => AnyFunction): AnyFunction {
    const { send } = {
      send(this: unknown, ...args: unknown[]): unknown {
        const stack = stackOf(send, isOwn);
        starting('invoke', args[0]);
        const sentAtUs = clock.nowUs();
        const promise: unknown = apply(original(), this, args);
        const call = called({ kind: 'invoke', channel: args[0] as string, sentAtUs, stack });
        return apply(promiseThen, promise, [
          (result: unknown) => {
            answered(call);
            return result;
          },
          (error: unknown) => {
            if (isAnswer(error)) {
              answered(call);
            } else {
              if (call !== undefined) call.wasSent = false;
              failed('invoke', args, stack);
            }
            throw error;
          },
        ]);
      },
    };
    return send;
  }

  function called(call: NewCall): FrameCall | undefined {
    return ignoringErrors(() => {
      const added = log.addCall(call);
      noted();
      return added;
    });
  }

  function failed(kind: MessageKind, args: readonly unknown[], stack: string): void {
    ignoringErrors(() => {
      // Without a channel there was no message.
      if (typeof args[0] !== 'string') return;
      log.addFailure(describeFailure(kind, args as [string, ...unknown[]], clock.nowUs(), stack));
      failureNoted();
    });
  }

  function answered(call: FrameCall | undefined): void {
    ignoringErrors(() => {
      if (call === undefined) return;
      log.answer(call, clock.nowUs());
      noted();
    });
  }

  /** Only `emit` calls code of the app, and so stands in its stacks. */
  function isOwn(line: string): boolean {
    dispatchPlace ??= placeOfDispatch();
    return line.endsWith(dispatchPlace) || line.endsWith(`${dispatchPlace})`);
  }

  /** In a sandbox the file has no name that would tell it from others: `<anonymous>:709:11`. */
  function placeOfDispatch(): string {
    let place: string | undefined;
    const probe = () => {
      const line = captureCallStack(probe, 1, () => false) ?? '';
      place = /([^\s(]+:\d+:\d+)\)?$/.exec(line)?.[1];
    };
    apply(
      emit(() => probe),
      undefined,
      [],
    );
    return place ?? 'nowhere';
  }

  function emit(original: () => AnyFunction): AnyFunction {
    return function dispatch(this: unknown, ...args: unknown[]) {
      if (this === ipcRenderer && ignoringErrors(() => received(args)) === true) return true;
      return apply(original(), this, args);
    };
  }

  /** @returns whether it is for us alone */
  function received([channel, event, first]: readonly unknown[]): boolean {
    if (!isFromMain(event) || typeof channel !== 'string') return false;
    if (channel === FRAME_CHANNEL) {
      if (first === document) log.mark();
      return true;
    }
    const push = log.addPush(channel, clock.nowUs());
    noted();
    if (push !== undefined && event.ports.length > 0) portsCame(event.ports, push);
    return false;
  }

  /** Whether native code made the event; an app may emit on ipcRenderer too. */
  function isFromMain(event: unknown): event is { readonly ports: readonly MessagePort[] } {
    return (
      typeof event === 'object' &&
      event !== null &&
      getOwnPropertyDescriptor(event, 'sender')?.value === ipcRenderer &&
      isArray(getOwnPropertyDescriptor(event, 'ports')?.value)
    );
  }
}

/** The object in the prototype chain that has the method itself. */
function ownerOf(object: object, name: string): object {
  for (let level: object | null = object; level !== null; level = getPrototypeOf(level)) {
    if (hasOwn(level, name)) return level;
  }
  throw new TypeError(`ipcRenderer has no method ${name}`);
}

/** Whether main answered with an error; any other rejection means that the message could not be sent. */
function isAnswer(error: unknown): boolean {
  return ignoringErrors(() => (error as Error).message.startsWith('Error invoking remote method')) ?? false;
}
