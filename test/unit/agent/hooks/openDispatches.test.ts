/** Which dispatches an error has ended, and which go on around it. */

import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from 'vitest';
import { EventTable } from '../../../../src/agent/hooks/eventTable';
import { OpenDispatches } from '../../../../src/agent/hooks/openDispatches';

let dispatches: OpenDispatches;
let log: string[];

beforeEach(() => {
  dispatches = new OpenDispatches();
  log = [];
});

interface Event {
  readonly name: string;
  readonly handle: () => void;
}

/** Electron's object: its own listener hands the event to the app's. */
function newEmitter(): EventEmitter {
  const emitter = new EventEmitter();
  emitter.on('-message', (event: Event) => {
    event.handle();
  });
  new EventTable({
    companions: new Map([
      [
        '-message',
        (own) => [
          (event: Event) => {
            dispatches.dropEnded();
            log.push(`begin ${event.name}`);
            dispatches.begin({ event, listener: own, ended: () => void log.push(`end ${event.name}`) });
          },
          own,
          (event: Event) => dispatches.end(event),
        ],
      ],
    ]),
    noticed: new Set(),
    notice() {},
  }).add(emitter);
  return emitter;
}

/** As native code does in a nested event loop: an error goes no further, and the process is told. */
function fromNative(work: () => void): void {
  try {
    work();
  } catch {
    dispatches.dropEnded();
  }
}

const fail = () => {
  throw new Error('of the app');
};

test('an error in a nested dispatch ends that one, and not the one around it', () => {
  const [outer, inner] = [newEmitter(), newEmitter()];
  fromNative(() =>
    outer.emit('-message', {
      name: 'outer',
      handle() {
        fromNative(() => inner.emit('-message', { name: 'inner', handle: fail }));
        log.push('goes on');
      },
    }),
  );
  expect(log).toEqual(['begin outer', 'begin inner', 'end inner', 'goes on', 'end outer']);
});

test('an error of something else within it ends none', () => {
  const emitter = newEmitter();
  const handle = () => {
    fromNative(fail);
    fromNative(() => new EventEmitter().on('timer', fail).emit('timer'));
    log.push('goes on');
  };
  fromNative(() => emitter.emit('-message', { name: 'outer', handle }));
  expect(log).toEqual(['begin outer', 'goes on', 'end outer']);
});

test('an error that went through several ends them all, the innermost first', () => {
  const emitter = newEmitter();
  const handle = () => void emitter.emit('-message', { name: 'inner', handle: fail });
  fromNative(() => emitter.emit('-message', { name: 'outer', handle }));
  expect(log).toEqual(['begin outer', 'begin inner', 'end inner', 'end outer']);
});

test('one that was ended by an error that the app caught is over when the next begins', () => {
  const emitter = newEmitter();
  try {
    emitter.emit('-message', { name: 'first', handle: fail });
  } catch {
    // Caught around a nested loop.
  }
  emitter.emit('-message', { name: 'second', handle() {} });
  expect(log).toEqual(['begin first', 'end first', 'begin second', 'end second']);
});

test('deep in the stack, and whatever the app has put on Error', () => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const emitter = newEmitter();
  const deep = (depth: number): void => (depth === 0 ? fromNative(fail) : deep(depth - 1));
  const handle = () => {
    deep(500);
    log.push('goes on');
  };
  emitter.emit('-message', { name: 'outer', handle });
  Error.stackTraceLimit = stackTraceLimit;
  expect(log).toEqual(['begin outer', 'goes on', 'end outer']);
});

test('the names of the listeners are as before', () => {
  const emitter = newEmitter();
  const [own] = emitter.listeners('-message') as [() => void];
  const before = Object.getOwnPropertyDescriptors(own);
  const handle = () => fromNative(fail);
  emitter.emit('-message', { name: 'outer', handle });
  expect(Object.getOwnPropertyDescriptors(own)).toEqual(before);
  expect(Reflect.ownKeys(own)).toEqual(Reflect.ownKeys(before));
});
