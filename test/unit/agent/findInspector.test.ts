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

/** Writes the discovery file of an inspector that runs as this process. */
function publish(place: string, text: string, minute: number): void {
  const folder = discoveryFolder(place, process.getuid?.());
  mkdirSync(folder, { mode: 0o700 });
  const file = join(folder, `${process.pid}.json`);
  writeFileSync(file, text);
  const at = new Date(Date.UTC(2020, 0, 1, 0, minute));
  utimesSync(file, at, at);
}

test('an app with XDG_RUNTIME_DIR finds an inspector that runs without it', () => {
  vi.stubEnv('XDG_RUNTIME_DIR', runtime);
  publish(temporary, 'in the folder for temporary files', 1);
  expect(findInspector('1')).toBe('in the folder for temporary files');
});

test('an app finds the inspector that was opened last, in whichever folder', () => {
  vi.stubEnv('XDG_RUNTIME_DIR', runtime);
  publish(runtime, 'earlier', 1);
  publish(temporary, 'later', 2);
  expect(findInspector('1')).toBe('later');
});
