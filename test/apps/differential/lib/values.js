// Values that structured clone keeps, changes or refuses. Made at each call, in whichever process asks.

module.exports = { makeUncloneable, makeValues };

class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }

  get length() {
    return Math.hypot(this.x, this.y);
  }
}

class StockError extends Error {
  constructor(message, item) {
    super(message);
    this.name = 'StockError';
    this.item = item;
  }
}

/** @returns pairs of name and value */
function makeValues() {
  return [...primitives(), ...collections(), ...graphs(), ...bytes(), ...errors(), ...objects()];
}

function primitives() {
  return [
    ['undefined', undefined],
    ['null', null],
    ['true', true],
    ['zero', 0],
    ['minus zero', -0],
    ['NaN', Number.NaN],
    ['infinities', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    ['fractions', [0.1, -1e-300, Number.MAX_SAFE_INTEGER, 2 ** 53]],
    ['bigints', [0n, -1n, 2n ** 200n]],
    ['empty text', ''],
    ['text', 'Grüße 🛰 \u0000 \u2028'],
    ['lone surrogate', 'a\ud800b'],
    ['long text', 'long '.repeat(2000)],
    ['boxed', [new Number(-0), new String('boxed'), new Boolean(false), Object(5n)]],
    ['date', new Date(86_400_000)],
    ['invalid date', new Date(Number.NaN)],
    ['regexp', Object.assign(/a\/(?<b>c)/giu, { lastIndex: 3 })],
  ];
}

function collections() {
  const sparse = [];
  sparse[2] = 'third';
  sparse.length = 5;
  const withProperties = Object.assign([1, 2], { label: 'pair', 'not-an-index': 1 });
  return [
    ['array', [1, 'two', [3]]],
    ['sparse array', sparse],
    ['explicit undefined', [undefined, null]],
    ['array with properties', withProperties],
    ['match', 'abc'.match(/b/)],
    [
      'map',
      new Map([
        ['a', 1],
        [new Map(), new Set([1])],
        [undefined, -0],
      ]),
    ],
    ['set', new Set([1, '1', Number.NaN, new Set()])],
    ['object', { b: 1, a: 2, 10: 'ten', 2: 'two' }],
    ['own __proto__', JSON.parse('{"__proto__": {"polluted": true}}')],
    ['null prototype', Object.assign(Object.create(null), { x: 1 })],
    ['large array', Array.from({ length: 5000 }, (_, i) => i)],
    ['many keys', Object.fromEntries(Array.from({ length: 700 }, (_, i) => [`key${i}`, i]))],
  ];
}

function graphs() {
  const cycle = { name: 'cycle' };
  cycle.self = cycle;
  const cyclicMap = new Map();
  cyclicMap.set('self', cyclicMap);
  const shared = { shared: true };
  let deep = { bottom: true };
  for (let depth = 0; depth < 300; depth++) deep = { deep };
  return [
    ['cycle', cycle],
    ['cyclic map', cyclicMap],
    ['shared object', [shared, shared, new Map([[shared, shared]])]],
    ['deep object', deep],
  ];
}

function bytes() {
  const buffer = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8).buffer;
  return [
    ['array buffer', buffer.slice(0)],
    ['empty array buffer', new ArrayBuffer(0)],
    ['resizable array buffer', new ArrayBuffer(4, { maxByteLength: 8 })],
    ['views of one buffer', [new Uint8Array(buffer, 2, 3), new DataView(buffer, 1, 2), buffer]],
    ['numbers', [Int8Array.of(-1), Uint8ClampedArray.of(300), Float32Array.of(0.5), Float64Array.of(-0)]],
    [
      'wide numbers',
      [Int16Array.of(-2), Uint16Array.of(2), Int32Array.of(-3), Uint32Array.of(3), BigInt64Array.of(-1n)],
    ],
    ['buffer', Buffer.from('pooled')],
    ['large bytes', new Uint8Array(100_000).fill(7)],
  ];
}

function errors() {
  return [
    ['error', new Error('plain')],
    ['type error', new TypeError('of a type')],
    ['error with cause', new RangeError('outer', { cause: new SyntaxError('inner') })],
    ['subclass', new StockError('out of stock', 'bolts')],
    ['renamed', Object.assign(new Error('renamed'), { name: 'Custom' })],
    ['with properties', Object.assign(new Error('with code'), { code: 'ENOENT', nested: { a: 1 } })],
    ['without stack', Object.assign(new Error('no stack'), { stack: undefined })],
    ['aggregate', new AggregateError([new Error('one')], 'several')],
  ];
}

function objects() {
  const withGetter = {
    get computed() {
      return 'computed';
    },
  };
  const hidden = Object.defineProperty({ seen: 1 }, 'hidden', { value: 2, enumerable: false });
  return [
    ['instance', new Point(3, 4)],
    ['getter', withGetter],
    ['hidden property', hidden],
    ['symbol key', { [Symbol('key')]: 1, plain: 2 }],
    ['frozen', Object.freeze({ list: Object.freeze([1]) })],
    ['array subclass', class List extends Array {}.of(1, 2)],
    ['map subclass', new (class Registry extends Map {})([['k', 'v']])],
  ];
}

/** @returns pairs of name and value */
function makeUncloneable() {
  return [
    ['function', () => {}],
    ['symbol', Symbol('s')],
    ['promise', Promise.resolve(1)],
    ['weak map', new WeakMap()],
    ['proxy', new Proxy({ a: 1 }, {})],
    ['proxy of a function', new Proxy(() => {}, {})],
    // A renderer that isn't cross-origin isolated has no constructor for it.
    ['shared array buffer', new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer],
    ['nested function', { list: [1, { callback() {} }] }],
    ['getter that throws', Object.defineProperty({}, 'x', { enumerable: true, get: throwFromGetter })],
  ];
}

function throwFromGetter() {
  throw new RangeError('from the getter');
}
