/** What a capture tells of the computer, and what it does not, in a real Electron. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'playwright/test';
import { messagesOf, readEntries } from '../support/captureFile';
import { runCommand } from '../support/commandLine';
import { projectRoot, testApps } from '../support/paths';

const LICENCE = 'ABCD-1234';
const PRELOAD_LINE = "const unlikelyToStandElsewhere = 'the preload of the app'";

let folder = '';
let home = '';
const before = { ...process.env };
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'electroscope-privacy-'));
  home = join(folder, 'home-of-ada');
  mkdirSync(home);
  process.env.COMPANY_LICENCE = LICENCE;
  process.env.HOME = home;
});
test.afterEach(() => {
  for (const name of ['COMPANY_LICENCE', 'HOME']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  rmSync(folder, { recursive: true, force: true });
});

async function record(...options: string[]): Promise<string> {
  const app = join(testApps, 'environment');
  const run = await runCommand(folder, 'record', app, '-o', 'r.escope', '--until', 'channel=ready', ...options);
  expect(run.code, run.stderr).toBe(0);
  return join(folder, 'r.escope');
}

function textOf(path: string): string {
  const bytes = readFileSync(path);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Also where it is written as JSON within a text, or as base64. */
function expectAbsent(text: string, secret: string): void {
  expect(text).not.toContain(secret);
  expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
  // What is shorter than this stands in any base64 by chance.
  if (secret.length < 9) return;
  for (const start of [0, 1, 2]) {
    const encoded = Buffer.from(secret).subarray(start);
    expect(text).not.toContain(encoded.subarray(0, encoded.length - (encoded.length % 3)).toString('base64'));
  }
}

test('a capture tells neither the environment, nor sources of preloads, nor where Electroscope lies', async () => {
  const path = await record();
  const text = textOf(path);
  for (const secret of [LICENCE, home, PRELOAD_LINE, join(projectRoot, 'out'), 'timing-preload']) {
    expectAbsent(text, secret);
  }
  const internal = messagesOf(readEntries(path)).filter((message) => message.internal);
  const loading = internal.find(({ channel }) => channel.startsWith('BROWSER_SANDBOX_LOAD'));
  expect(loading).toMatchObject({ payloadOmitted: true, outcome: { status: 'ok' } });
  expect(loading?.outcome?.size).toBeGreaterThan(1000);
  expect(loading).not.toHaveProperty('truncated');
  for (const message of internal) {
    expect(message).not.toHaveProperty('args');
    expect(message).not.toHaveProperty('result');
  }
  for (const format of ['jsonl', 'har', 'escope']) {
    await runCommand(folder, 'export', 'r.escope', '-f', format, '--include-internal', '-o', `r.${format}`);
    expectAbsent(textOf(join(folder, `r.${format}`)), LICENCE);
  }
});

test('nor the user, the computer or the arguments, but for where the app itself lies', async () => {
  const text = textOf(await record('--', `--licence=${LICENCE}`));
  expectAbsent(text, LICENCE);
  const elsewhere = text.replaceAll(projectRoot, '');
  for (const name of [userInfo().homedir, hostname()]) expectAbsent(elsewhere, name);
});

test('asked for, they are there, but nothing of Electroscope’s own', async () => {
  const text = textOf(await record('--internal-payloads'));
  expect(text).toContain(LICENCE);
  expect(text).toContain(PRELOAD_LINE);
  expect(text).toContain('"internalPayloads":true');
  for (const secret of [join(projectRoot, 'out'), 'timing-preload']) expectAbsent(text, secret);
});
