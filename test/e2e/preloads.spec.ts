/** Attaching late to an app whose Electron reads the preloads of sessions in native code, and leaving it again. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import type { JournalEntry, MessageEntry, TargetEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';
import { startCommand } from '../support/commandLine';
import { electron, posix, unless } from '../support/conditions';
import { electronWith } from '../support/electronWith';
import { projectRoot, testApps } from '../support/paths';
import { PlainApp } from '../support/plainApp';

test.skip(...unless(posix, 'the emulation is started by a shell script'));
test.skip(...unless(electron({ to: 34 }), 'later ones have what is emulated'));

interface Document {
  /** Names of the preloads, and the length of the text of `ipcRenderer.send` that they saw. */
  readonly ran: readonly [name: string, sendLength: number][];
  readonly scripts: unknown;
  readonly paths: unknown;
}

test('new documents have the timing preload first; the app sees its own list, and gets its documents back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'electroscope-preloads-'));
  const emulation = join(projectRoot, 'test', 'fixtures', 'sessionDispatch', 'nativePreloads.cjs');
  const app = PlainApp.start(['--inspect=0', join(testApps, 'preloads')], {
    executable: await electronWith(emulation, folder),
  });
  const documents = () =>
    [...app.output.matchAll(/^document (.*)$/gm)].map(([, text = '']) => JSON.parse(text) as Document);
  const nextDocument = async () => {
    const before = documents().length;
    process.kill(app.pid, 'SIGUSR2');
    await expect.poll(() => documents().length, { timeout: 30_000 }).toBe(before + 1);
    return documents().at(-1) as Document;
  };
  try {
    await expect.poll(() => documents().length, { timeout: 30_000 }).toBe(1);
    const [plain] = documents() as [Document];
    expect(plain.ran.map(([name]) => name)).toEqual(['first', 'second']);

    const port = String(await app.inspectorPort());
    const run = startCommand(folder, 'record', '--attach', port, '-o', 'run.escope', '--for', '120s');
    await expect.poll(() => run.output.stderr, { timeout: 30_000 }).toContain('Recording to');
    const file = join(folder, 'run.escope');
    const journal = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
    await expect.poll(journal, { timeout: 30_000 }).toContain('"type":"target"');
    const watched = await nextDocument();
    await expect
      .poll(
        () =>
          journal()
            .split('\n')
            .filter((line) => line.includes('"delivery"')).length,
      )
      .toBeGreaterThan(0);
    run.child.kill('SIGINT');
    expect(await run.closed).toBe(0);

    // Ours ran before theirs: they saw its method.
    expect(watched.ran.map(([name]) => name)).toEqual(['first', 'second']);
    expect(watched.ran.map(([, length]) => length)).not.toEqual(plain.ran.map(([, length]) => length));
    expect({ ...watched, ran: [] }).toEqual({ ...plain, ran: [] });
    expect(await nextDocument()).toEqual(plain);

    const entries = journal()
      .trimEnd()
      .split('\n')
      .map((line) => decodeLine(line) as JournalEntry);
    const target = entries.find((entry): entry is TargetEntry => entry.type === 'target');
    expect(target?.electron).toBe('42.9.3');
    expect(target?.hooks.filter(({ unavailable }) => unavailable !== undefined)).toEqual([]);
    const sent = entries.filter((entry): entry is MessageEntry => entry.type === 'message' && entry.channel === 'ran');
    const timed = new Set(
      entries.flatMap((entry) => (entry.type === 'delivery' ? entry.times.map(([seq]) => seq) : [])),
    );
    expect(sent.length).toBe(2);
    expect(sent.every(({ seq }) => timed.has(seq))).toBe(true);
    expect(entries.filter(({ type }) => type === 'fault')).toEqual([]);
  } finally {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
