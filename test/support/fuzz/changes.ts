/** Damage at random: to lines, and to the bytes of files. */

import fc from 'fast-check';

/** A line with something inserted, removed or replaced in it, or joined to another. */
export function changedLine(lines: readonly string[]): fc.Arbitrary<string> {
  const values = fc.constantFrom(
    ...['-1', '-0', '1e999', '1e308', '1e15', '8.64e18', '4294967295', '4294967296', '0.5', '01', 'null', 'true'],
    ...['[]', '{}', '"x"', '""', '"\\u0000"', '{"a":{"b":[]}}', '[[]]', '[null]', '[1,2,3]'],
  );
  const members = fc.constantFrom(
    ...['"seq":1', '"at":5', '"type":"fault"', '"type":"message"', '"args":[]', '"result":{"$":"map"}', '"error":null'],
    ...['"outcome":{"at":1,"status":"ok"}', '"dispatched":{"at":2}', '"x":{"seq":9}', '"__proto__":{}', '"port":3'],
    ...['"error":{"value":{"$":"error"}}', '"phases":null', '"time":"x"', '"channel":"c"', '"se\\u0071":2'],
  );
  const line = fc.constantFrom(...lines);
  return fc.oneof(
    fc
      .tuple(line, fc.nat(500), fc.string({ maxLength: 6, unit: 'binary' }), fc.nat(6))
      .map(([base, at, inserted, removed]) => base.slice(0, at) + inserted + base.slice(at + removed)),
    fc.tuple(line, values, fc.nat(8)).map(([base, value, which]) => {
      let seen = 0;
      return base.replace(/:(?:-?\d+|true|"[^"]*")/g, (whole) => (seen++ === which ? `:${value}` : whole));
    }),
    fc.tuple(line, line, fc.nat(300)).map(([a, b, at]) => a.slice(0, at) + b.slice(at)),
    // A member at the beginning or at the end, after the payload.
    fc.tuple(line, members).map(([base, member]) => base.replace(/\}$/, `,${member}}`)),
    fc.tuple(line, members).map(([base, member]) => base.replace(/^\{/, `{${member},`)),
    fc.tuple(line, fc.nat(400), fc.constantFrom(' ', '\t', '\r', '\ufeff')).map(([base, at, space]) => {
      const place = base.slice(at).search(/[,:{}[\]]/);
      return place === -1 ? base : base.slice(0, at + place) + space + base.slice(at + place);
    }),
  );
}

/** Up to four places of a file: bits turned over, bytes inserted, removed or made zero, lines swapped, the end cut off. */
export function changedBytes(bytes: Buffer): fc.Arbitrary<Buffer> {
  const at = fc.integer({ min: 0, max: bytes.length - 1 });
  type Change = (content: Buffer) => Buffer;
  const flip = fc.tuple(at, fc.integer({ min: 0, max: 7 })).map(
    ([place, bit]): Change =>
      (content) => {
        const copy = Buffer.from(content);
        if (place < copy.length) copy[place] = (copy[place] as number) ^ (1 << bit);
        return copy;
      },
  );
  const insert = fc.tuple(at, fc.uint8Array({ maxLength: 20 })).map(
    ([place, inserted]): Change =>
      (content) =>
        Buffer.concat([content.subarray(0, place), inserted, content.subarray(place)]),
  );
  const remove = fc.tuple(at, fc.nat(300)).map(
    ([place, length]): Change =>
      (content) =>
        Buffer.concat([content.subarray(0, place), content.subarray(place + length)]),
  );
  const zero = fc.tuple(at, fc.nat(600)).map(
    ([place, length]): Change =>
      (content) => {
        const copy = Buffer.from(content);
        copy.fill(0, Math.min(place, copy.length), Math.min(place + length, copy.length));
        return copy;
      },
  );
  const swap = fc.tuple(fc.nat(200), fc.nat(200)).map(
    ([a, b]): Change =>
      (content) => {
        const lines = content.toString('latin1').split('\n');
        const [first, second] = [1 + (a % lines.length), 1 + (b % lines.length)];
        const kept = lines[first];
        if (kept === undefined || lines[second] === undefined) return content;
        lines[first] = lines[second];
        lines[second] = kept;
        return Buffer.from(lines.join('\n'), 'latin1');
      },
  );
  const cut = at.map(
    (place): Change =>
      (content) =>
        content.subarray(0, place),
  );
  const change = fc.oneof({ weight: 4, arbitrary: flip }, insert, remove, zero, swap, cut);
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce((content, apply) => apply(content), bytes));
}
