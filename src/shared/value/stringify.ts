/**
 * JSON.stringify for journal lines. The app may have given Object.prototype or Array.prototype a `toJSON`, which
 * the native function would call; then a slower one that does not is used.
 */

const { stringify: nativeStringify } = JSON;
const { keys, prototype: objectPrototype } = Object;
const { prototype: arrayPrototype, isArray } = Array;

/** @param value anything that JSON has a text for */
export function stringify(value: unknown): string {
  return 'toJSON' in objectPrototype || 'toJSON' in arrayPrototype ? stringifyNode(value) : nativeStringify(value);
}

function stringifyNode(value: unknown): string {
  if (typeof value !== 'object' || value === null) return nativeStringify(value);
  if (isArray(value)) {
    let list = '';
    for (let i = 0; i < value.length; i++) list += (i === 0 ? '' : ',') + stringifyNode(value[i]);
    return `[${list}]`;
  }
  let members = '';
  for (const key of keys(value)) {
    const content = (value as Record<string, unknown>)[key];
    if (content === undefined) continue;
    members += `${members === '' ? '' : ','}${nativeStringify(key)}:${stringifyNode(content)}`;
  }
  return `{${members}}`;
}
