import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findInspector } from '../../../src/agent/findInspector';
import { discoveryFolder } from '../../../src/shared/link/discovery';
import { temporaryFolder } from '../../support/temporaryFolder';

let runtime: string;
let temporary: string;

beforeEach(() => {
  runtime = temporaryFolder();
  temporary = temporaryFolder();
  vi.stubEnv('TMPDIR', temporary);
  vi.stubEnv('TEMP', temporary);
});
afterEach(() => vi.unstubAllEnvs());

/** As an inspector does that runs, of this process. */
function publish(place: string, text: string, minute: number): void {
  const folder = discoveryFolder(place, process.getuid?.());
  mkdirSync(folder, { mode: 0o700 });
  const file = join(folder, `${process.pid}.json`);
  writeFileSync(file, text);
  const at = new Date(Date.UTC(2020, 0, 1, 0, minute));
  utimesSync(file, at, at);
}

test('an inspector is found by an app with XDG_RUNTIME_DIR, where it had none itself', () => {
  vi.stubEnv('XDG_RUNTIME_DIR', runtime);
  publish(temporary, 'in the folder for temporary files', 1);
  expect(findInspector('1')).toBe('in the folder for temporary files');
});

test('of several, the one is found that was opened last, wherever it is', () => {
  vi.stubEnv('XDG_RUNTIME_DIR', runtime);
  publish(runtime, 'earlier', 1);
  publish(temporary, 'later', 2);
  expect(findInspector('1')).toBe('later');
});
