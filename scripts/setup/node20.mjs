// vitest's reporter uses Map.groupBy to print failures; Node 20 does not have it yet.

if (!('groupBy' in Map)) {
  Object.defineProperty(Map, 'groupBy', {
    configurable: true,
    writable: true,
    /**
     * @template T, K
     * @param {Iterable<T>} items
     * @param {(item: T, index: number) => K} keyOf
     */
    value(items, keyOf) {
      /** @type {Map<K, T[]>} */
      const groups = new Map();
      let index = 0;
      for (const item of items) {
        const key = keyOf(item, index++);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [item]);
        else group.push(item);
      }
      return groups;
    },
  });
}
