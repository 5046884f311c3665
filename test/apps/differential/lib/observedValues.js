// Values that notice being looked at. Structured clone looks at each of them in its own way; nobody else may.

const { inspect } = require('node:util');

module.exports = { makeObservedValues };

const TRAPS = Object.getOwnPropertyNames(Reflect);

/** @param count is told of every look. @returns pairs of name and value */
function makeObservedValues(count) {
  const watch = (target, label) => new Proxy(target, watchingTraps(count, label));
  return [
    ...plainValues(count),
    ['proxy', watch({ a: 1 }, 'proxy')],
    ['nested proxy', { list: [watch({ a: 1 }, 'nested proxy')] }],
    ['proxy of an array', watch([1, 2], 'array proxy')],
    ['proxy of a function', watch(() => {}, 'function proxy')],
    ['nested proxy of a function', { call: watch(() => {}, 'nested function proxy') }],
    ['proxy as prototype', Object.create(watch({}, 'prototype proxy'), { own: { value: 1, enumerable: true } })],
    ['revoked proxy', revokedProxy()],
    ...errors(count, watch),
    ...subclasses(count),
  ];
}

function plainValues(count) {
  const see = (name, value) => ({
    enumerable: true,
    configurable: true,
    get() {
      count(name);
      return value;
    },
  });
  const array = [1, 2, 3];
  Object.defineProperty(array, 1, see('element', 'two'));
  class Computed {
    own = 1;

    get inherited() {
      count('inherited getter');
      return 2;
    }
  }
  const speaking = { plain: 1 };
  for (const name of ['toJSON', 'toString', 'valueOf', Symbol.toPrimitive, inspect.custom]) {
    Object.defineProperty(speaking, name, { enumerable: false, value: () => count(`called ${String(name)}`) });
  }
  return [
    ['getter', Object.defineProperty({ plain: 1 }, 'seen', see('getter', 'value'))],
    ['nested getter', { list: [Object.defineProperty({}, 'seen', see('nested getter', 'value'))] }],
    ['getter in a map', new Map([['key', Object.defineProperty({}, 'seen', see('getter in a map', 1))]])],
    [
      'getter of another object',
      Object.defineProperty({}, 'seen', see('outer', Object.defineProperty({}, 'in', see('inner', 1)))),
    ],
    ['symbol getter', Object.defineProperty({ plain: 1 }, Symbol('key'), see('symbol getter', 1))],
    ['tag getter', Object.defineProperty({ plain: 1 }, Symbol.toStringTag, see('tag getter', 'Tag'))],
    ['hidden getter', Object.defineProperty({ plain: 1 }, 'hidden', { ...see('hidden getter', 1), enumerable: false })],
    ['array element', array],
    ['array property', Object.defineProperty([1], 'label', see('array property', 1))],
    [
      'constructor of an array',
      Object.defineProperty([1, 2], 'constructor', { ...see('array constructor', Array), enumerable: false }),
    ],
    ['instance', new Computed()],
    [
      'setter',
      {
        set written(value) {
          count(`written ${value}`);
        },
        plain: 1,
      },
    ],
    [
      'getter named then',
      Object.defineProperty({ inner: Object.defineProperty({}, 'then', see('inner then', 1)) }, 'x', { value: 1 }),
    ],
    ['conversions', speaking],
    ['getter of __proto__', Object.defineProperty({ plain: 1 }, '__proto__', see('own __proto__', 1))],
    ['key of the encoding', Object.defineProperty({ $: 'ref', id: 0 }, 'seen', see('beside $', 1))],
    [
      'many keys',
      Object.defineProperty(
        Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`k${i}`, i])),
        'seen',
        see('among many', 1),
      ),
    ],
  ];
}

function errors(count, watch) {
  const see = (name, value) => ({
    configurable: true,
    get() {
      count(name);
      return value;
    },
  });
  class NamedError extends Error {
    get name() {
      count('inherited error name');
      return 'NamedError';
    }
  }
  class LazyError extends Error {
    get message() {
      count('inherited error message');
      return 'lazy';
    }
  }
  return [
    ['error', new Error('plain')],
    ['name of an error', Object.defineProperty(new Error('e'), 'name', see('error name', 'Seen'))],
    ['message of an error', Object.defineProperty(new Error('e'), 'message', see('error message', 'seen'))],
    ['stack of an error', Object.defineProperty(new Error('e'), 'stack', see('error stack', 'stack'))],
    ['cause of an error', Object.defineProperty(new Error('e'), 'cause', see('error cause', 'cause'))],
    [
      'property of an error',
      Object.defineProperty(new Error('e'), 'code', { ...see('error code', 1), enumerable: true }),
    ],
    ['inherited name of an error', new NamedError('e')],
    ['inherited message of an error', new LazyError()],
    [
      'error with a proxy as prototype',
      Object.setPrototypeOf(new Error('e'), watch(Error.prototype, 'error prototype')),
    ],
    ['proxy of an error', watch(new Error('e'), 'error proxy')],
  ];
}

function subclasses(count) {
  class List extends Array {
    constructor(...args) {
      super(...args);
      count('list constructed');
    }

    static get [Symbol.species]() {
      count('species of list');
      return Array;
    }

    slice(...args) {
      count('list slice');
      return super.slice(...args);
    }

    [Symbol.iterator]() {
      count('list iterated');
      return super[Symbol.iterator]();
    }
  }
  const names = ['forEach', 'entries', 'keys', 'values', 'get', 'has', Symbol.iterator];
  const list = List.of(1, 2);
  return [
    ['array subclass', list],
    ['map subclass', new (overriding(Map, [...names, 'size'], count))([['k', 1]])],
    ['set subclass', new (overriding(Set, [...names, 'size'], count))([1])],
    ['date subclass', new (overriding(Date, ['getTime', 'valueOf', 'toISOString', 'toJSON'], count))(5)],
    [
      'regexp subclass',
      new (overriding(RegExp, ['source', 'flags', 'global', 'unicode', 'exec', 'toString'], count))('a', 'gi'),
    ],
    [
      'bytes subclass',
      new (overriding(Uint8Array, ['buffer', 'byteOffset', 'byteLength', 'length', 'slice', 'subarray'], count))([
        1, 2,
      ]),
    ],
    ['buffer subclass', new (overriding(ArrayBuffer, ['byteLength', 'slice'], count))(4)],
    ['view subclass', new (overriding(DataView, ['buffer', 'byteOffset', 'byteLength'], count))(new ArrayBuffer(4))],
    ['boxed subclass', new (overriding(Number, ['valueOf', 'toString'], count))(5)],
  ];
}

/** A subclass that notices the use of these inherited members. */
function overriding(Base, names, count) {
  const Derived = class extends Base {};
  for (const name of names) {
    const inherited = Object.getOwnPropertyDescriptor(Base.prototype, name) ?? {};
    const what = `${Base.name} ${String(name)}`;
    const read = function read() {
      count(what);
      const value = inherited.get === undefined ? inherited.value : inherited.get.call(this);
      return typeof value === 'function' ? value.bind(this) : value;
    };
    Object.defineProperty(Derived.prototype, name, { configurable: true, get: read });
  }
  return Derived;
}

function watchingTraps(count, label) {
  const traps = {};
  for (const name of TRAPS) {
    traps[name] = (...args) => {
      const key = typeof args[1] === 'string' || typeof args[1] === 'symbol' ? ` ${String(args[1])}` : '';
      count(`${label} ${name}${key}`);
      return Reflect[name](...args);
    };
  }
  return traps;
}

function revokedProxy() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
