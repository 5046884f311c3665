/**
 * JSON.stringify for journal lines and exports. The app may have given Object.prototype or Array.prototype a `toJSON`, which
 * the native function would call; and a value may be nested more deeply than the native function goes. Then a slower one is
 * used that knows no `toJSON` and no depth.
 */

const { stringify: nativeStringify } = JSON;
const { keys, prototype: objectPrototype } = Object;
const { prototype: arrayPrototype, isArray } = Array;
const NativeRangeError = RangeError;

/**
 * @param value anything that JSON has a text for
 * @throws RangeError if the text is longer than a text can be
 */
export function stringify(value: unknown): string {
  if ('toJSON' in objectPrototype || 'toJSON' in arrayPrototype) return stringifyFlat(value);
  try {
    return nativeStringify(value);
  } catch (error) {
    if (!(error instanceof NativeRangeError)) throw error;
    return stringifyFlat(value);
  }
}

/** An array or object of which some members are written. */
interface Open {
  readonly node: object;
  /** Undefined: it is an array. */
  readonly names: readonly string[] | undefined;
  next: number;
  isEmpty: boolean;
}

/** Without recursion. */
function stringifyFlat(root: unknown): string {
  const open: Open[] = [];
  let text = '';
  const write = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) text += nativeStringify(value) ?? 'null';
    else {
      const names = isArray(value) ? undefined : keys(value);
      text += names === undefined ? '[' : '{';
      open[open.length] = { node: value, names, next: 0, isEmpty: true };
    }
  };
  write(root);
  while (open.length > 0) {
    const last = open[open.length - 1] as Open;
    const { node, names } = last;
    if (last.next === (names ?? (node as unknown[])).length) {
      text += names === undefined ? ']' : '}';
      open.length--;
      continue;
    }
    const i = last.next++;
    const value = names === undefined ? (node as unknown[])[i] : (node as Record<string, unknown>)[names[i] as string];
    // As the native function has it: absent from an object, null in an array.
    if (names !== undefined && value === undefined) continue;
    if (!last.isEmpty) text += ',';
    last.isEmpty = false;
    if (names !== undefined) text += `${nativeStringify(names[i])}:`;
    write(value);
  }
  return text;
}
