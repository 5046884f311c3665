/**
 * Copies what is known of an entry, and nothing else: a file may hold whatever it likes beside it, which must not stay in
 * memory.
 *
 * @param keys every key of the type, so that none is forgotten
 */
export function withKnownKeys<T extends object>(value: T, keys: { readonly [K in keyof Required<T>]: boolean }): T {
  const known: Partial<T> = {};
  for (const key in keys) if (value[key] !== undefined) known[key] = value[key];
  return known as T;
}
