/** A disk that becomes full while an app is watched in the window. */

import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { electron, linux, unless } from '../support/conditions';
import { Inspector } from '../support/inspector';
import { demoFolder } from '../support/paths';

test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));
test.skip(...unless(linux, 'prlimit stands in for a full disk'));

test('on Linux the window warns until there is room, shows what comes all the same, and nothing is lost', async () => {
  const inspector = await Inspector.open(demoFolder);
  try {
    await inspector.waitForTour();
    const journal = await inspector.app
      .evaluate(({ app }) => app.getPath('userData'))
      .then((folder) => sessions(folder));
    // As a full disk, but without rights of root: this process may write no file larger than the journal is now.
    const pid = await inspector.app.evaluate(() => {
      process.on('SIGXFSZ', () => {});
      return process.pid;
    });
    const limitFile = (limit: string) => execFileSync('prlimit', ['--pid', String(pid), `--fsize=${limit}:unlimited`]);
    limitFile(String(statSync(journal).size));
    const warning = inspector.page.getByRole('alert');
    await expect(warning).toContainText('can’t be written');
    await expect(warning).toContainText('kept in memory');
    const whileFull = await captured(inspector);
    await expect.poll(() => captured(inspector)).toBeGreaterThan(whileFull + 5);
    // What is only in memory can be looked at.
    await inspector.rows.last().click();
    await expect(inspector.detail.getByRole('tab').first()).toBeVisible();

    await warning.getByRole('button', { name: 'Close the message' }).click();
    await expect(warning).toHaveCount(0);
    await expect(inspector.statusBar).toContainText('not written to disk');

    limitFile('unlimited');
    await expect(inspector.statusBar).not.toContainText('not written to disk');
    await inspector.quit();
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as { readonly type: string; readonly seq?: number });
    expect(entries.filter(({ type }) => type === 'gap')).toEqual([]);
    const seqs = entries.flatMap(({ type, seq }) => (type === 'message' ? [seq] : []));
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    expect(seqs.length).toBeGreaterThan(whileFull + 5);
    expect(inspector.problems).toEqual([]);
  } finally {
    await inspector.close();
  }
});

function sessions(dataFolder: string): string {
  const [journal = ''] = execFileSync('find', [join(dataFolder, 'sessions'), '-name', '*.escope'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return journal;
}

async function captured(shown: Inspector): Promise<number> {
  const [, count = ''] = /([\d,]+) captured/.exec(await shown.statusBar.innerText()) ?? [];
  return Number(count.replaceAll(',', ''));
}
