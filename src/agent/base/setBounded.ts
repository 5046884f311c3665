/** Adds to a map that holds at most `most`: the oldest goes. */
export function setBounded<Value>(map: Map<number, Value>, key: number, value: Value, most: number): void {
  map.set(key, value);
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
