/**
 * Notes when a frame sends, is answered and receives, by methods of the prototype of `ipcRenderer`, which all preloads of a
 * frame and a page with Node share (lib/renderer/api/ipc-renderer.ts). Arguments and results pass untouched.
 */

import type { IpcRenderer } from 'electron';
import type { MessageKind } from '../../shared/journal/entries';
import { FRAME_CHANNEL } from '../../shared/link/frameReport';
import { type AnyFunction, patchMethod, type Uninstall } from '../patch';
import { describeFailure } from './describeFailure';
import type { FrameClock } from './frameClock';
import type { FrameCall, FrameLog, NewCall } from './frameLog';
import { quietly } from './quietly';

const { apply } = Reflect;
const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn } = Object;
const { isArray } = Array;
const { then: promiseThen } = Promise.prototype;
const ONE_WAY: readonly MessageKind[] = ['send', 'postMessage', 'sendToHost'];

export interface Notes {
  readonly log: FrameLog;
  readonly clock: FrameClock;
  /** Where a call comes from, above this function; empty where that is not asked for. */
  stackOf(above: AnyFunction): string;
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
  // Up to 28 the methods are own properties.
  const holder = hasOwn(ipcRenderer, 'invoke') ? ipcRenderer : (getPrototypeOf(ipcRenderer) as object);
  const uninstalls = [
    ...ONE_WAY.map((kind) => patchMethod(holder, kind, (original) => oneWay(kind, original))),
    patchMethod(holder, 'sendSync', sendSync),
    patchMethod(holder, 'invoke', invoke),
    patchMethod(holder, 'emit', emit),
  ];
  return () => {
    for (const uninstall of uninstalls) uninstall();
  };

  function oneWay(kind: MessageKind, original: () => AnyFunction): AnyFunction {
    return function send(this: unknown, ...args: unknown[]) {
      const stack = stackOf(send);
      starting(kind, args[0]);
      const sentAtUs = clock.nowUs();
      let result: unknown;
      try {
        result = apply(original(), this, args);
      } catch (error) {
        failed(kind, args, error, stack);
        throw error;
      }
      called({ kind, channel: args[0] as string, sentAtUs, stack });
      return result;
    };
  }

  function sendSync(original: () => AnyFunction): AnyFunction {
    return function send(this: unknown, ...args: unknown[]) {
      const stack = stackOf(send);
      starting('sendSync', args[0]);
      const sentAtUs = clock.nowUs();
      let result: unknown;
      try {
        result = apply(original(), this, args);
      } catch (error) {
        failed('sendSync', args, error, stack);
        throw error;
      }
      called({ kind: 'sendSync', channel: args[0] as string, sentAtUs, stack, answeredAtUs: clock.nowUs() });
      return result;
    };
  }

  /**
   * The promise that is returned follows Electron's, one microtask later: a mere reaction to Electron's would make its
   * rejection count as handled, or be reported twice. It is no async function, which would show in the stacks of errors.
   */
  function invoke(original: () => AnyFunction): AnyFunction {
    return function send(this: unknown, ...args: unknown[]) {
      const stack = stackOf(send);
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
          if (isAnswer(error)) answered(call);
          else {
            if (call !== undefined) call.wasSent = false;
            failed('invoke', args, error, stack);
          }
          throw error;
        },
      ]);
    };
  }

  function called(call: NewCall): FrameCall | undefined {
    return quietly(() => {
      const added = log.addCall(call);
      noted();
      return added;
    });
  }

  function failed(kind: MessageKind, args: readonly unknown[], error: unknown, stack: string): void {
    quietly(() => {
      // Without a channel there was no message.
      if (typeof args[0] !== 'string') return;
      log.addFailure(describeFailure(kind, args as [string, ...unknown[]], error, clock.nowUs(), stack));
      failureNoted();
    });
  }

  function answered(call: FrameCall | undefined): void {
    quietly(() => {
      if (call === undefined) return;
      log.answer(call, clock.nowUs());
      noted();
    });
  }

  function emit(original: () => AnyFunction): AnyFunction {
    return function dispatch(this: unknown, ...args: unknown[]) {
      return quietly(() => received(args)) === true || apply(original(), this, args);
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

/** Whether main answered with an error; any other rejection means that the message could not be sent. */
function isAnswer(error: unknown): boolean {
  return quietly(() => (error as Error).message.startsWith('Error invoking remote method')) ?? false;
}
