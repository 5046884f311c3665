module.exports = { describeSurfaces };

/** The listings of an object and of its prototypes; functions by their kind, name, length and own properties. */
function describeSurfaces(object) {
  const listed = [];
  for (const name in object) listed.push(name);
  const lines = [`for in: ${listed}`, `own: ${Object.getOwnPropertyNames(object)}`];
  for (let level = Object.getPrototypeOf(object); level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    lines.push(`keys: ${Object.keys(level)}`);
    lines.push(
      Reflect.ownKeys(level)
        .map((key) => describeProperty(level, key))
        .join('; '),
    );
  }
  return lines;
}

function describeProperty(level, key) {
  const { value, get, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(level, key);
  const of =
    typeof value === 'function' ? `${value.name}/${value.length} ${Reflect.ownKeys(value).map(String)}` : typeof value;
  return `${String(key)} ${writable}${enumerable}${configurable} ${get === undefined ? of : 'getter'}`;
}
