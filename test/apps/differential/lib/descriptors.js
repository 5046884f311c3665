const { typeOf } = require('./describe');

module.exports = { describeProperties, describePrototypes, describeShape, prototypeNames };

/**
 * Every own property of an object with its attributes, in order; no getter is run.
 *
 * @param object any object
 * @param ofFunction what is told of a function
 */
function describeProperties(object, ofFunction = describeFunction) {
  const names = Reflect.ownKeys(object).map((key) => {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    const attributes = ['writable', 'enumerable', 'configurable']
      .filter((name) => descriptor[name])
      .map((name) => name[0]);
    return `${String(key)} ${attributes.join('') || '-'} ${describeContent(descriptor, ofFunction)}`;
  });
  return `${Object.isExtensible(object) ? '' : 'not extensible; '}${names.join('; ')}`;
}

/** The names of the classes an object inherits from. */
function prototypeNames(object) {
  const names = [];
  for (let level = Object.getPrototypeOf(object); level !== null; level = Object.getPrototypeOf(level)) {
    names.push(typeOf(level) === 'null-prototype' ? 'root' : (level.constructor?.name ?? '?'));
  }
  return names.join(' < ');
}

/** The properties of every prototype of an object up to those that belong to JavaScript or Node. */
function describePrototypes(object, end) {
  const levels = [];
  for (
    let level = Object.getPrototypeOf(object);
    level !== null && level !== end;
    level = Object.getPrototypeOf(level)
  ) {
    levels.push(describeProperties(level));
  }
  return levels;
}

function describeContent({ value, get, set }, ofFunction) {
  if (get !== undefined || set !== undefined) return `get:${ofFunction(get)} set:${ofFunction(set)}`;
  if (typeof value === 'function') return ofFunction(value);
  if (typeof value === 'object' && value !== null) return typeOf(value);
  return typeof value;
}

/** A replaced function shows by its source, if by nothing else. */
function describeFunction(fn) {
  if (fn === undefined) return 'undefined';
  const source = Function.prototype.toString.call(fn);
  const kind = source.includes('[native code]') ? 'native' : source.startsWith('class') ? 'class' : 'function';
  return `${kind} ${describeShape(fn)}`;
}

/** What is the same of a function that the agent has replaced. */
function describeShape(fn) {
  if (fn === undefined) return 'undefined';
  return `${fn.name}/${fn.length} own:${Reflect.ownKeys(fn).map(String).join(',')}`;
}
