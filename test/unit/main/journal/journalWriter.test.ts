import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JournalWriter, type LinePlace } from '../../../../src/main/journal/journalWriter';
import { temporaryFolder } from '../../../support/temporaryFolder';

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ length: fc.oneof(fc.nat(400), fc.nat(100_000), fc.constantFrom(262_143, 300_000)) }),
  },
  { weight: 1, arbitrary: fc.constant('flush' as const) },
  { weight: 2, arbitrary: fc.constant('read' as const) },
);

test('the file has all lines in order, and each can be read, while blocks are used again', async () => {
  let run = 0;
  const folder = temporaryFolder();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const path = join(folder, `${run++}.escope`);
      const events = { failed: (error: Error) => expect.unreachable(error.message), recovered() {} };
      const writer = await JournalWriter.create(path, events);
      const lines: string[] = [];
      const places: LinePlace[] = [];
      for (const what of steps) {
        if (what === 'flush') await writer.flush();
        else if (what === 'read') {
          for (const [index, place] of places.entries()) expect(`${await writer.read(place)}`).toBe(lines[index]);
        } else {
          const line = String.fromCharCode(97 + (lines.length % 26)).repeat(what.length);
          lines.push(line);
          places.push(writer.append(Buffer.from(line)) as LinePlace);
        }
      }
      await writer.close();
      expect(readFileSync(path, 'utf8')).toBe(lines.map((line) => `${line}\n`).join(''));
    }),
    { numRuns: 25 },
  );
});
