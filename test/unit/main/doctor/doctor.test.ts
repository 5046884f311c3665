import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { UserError } from '../../../../src/main/base/userError';
import { examine } from '../../../../src/main/doctor/examine';
import type { Finding } from '../../../../src/main/doctor/finding';
import { type Machine, thisMachine } from '../../../../src/main/doctor/machine';
import { checkSandbox, startProblem } from '../../../../src/main/doctor/startChecks';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** One on which everything works. */
const SOUND: Machine = {
  platform: 'linux',
  nodeVersion: '22.1.0',
  uid: 1000,
  variables: { DISPLAY: ':3' },
  workingDirectory: '/nowhere',
  temporaryFolder: '/tmp',
  read: () => undefined,
  exists: (path) => path === '/tmp' || path === '/tmp/.X11-unix/X3',
  isSetuidRoot: () => false,
  canListen: async () => true,
};

afterEach(() => vi.unstubAllEnvs());

async function problems(machine: Partial<Machine>, electron = async () => '/e/electron'): Promise<Finding[]> {
  vi.stubEnv('TMPDIR', machine.temporaryFolder ?? SOUND.temporaryFolder);
  return (await examine({ ...SOUND, ...machine }, electron)).filter(({ state }) => state !== 'fine');
}

test('a sound computer has nothing', async () => {
  expect(await problems({})).toEqual([]);
  expect(await problems({ platform: 'darwin', variables: {} })).toEqual([]);
});

const APPARMOR = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
const BROKEN: [machine: Partial<Machine>, what: string, text: RegExp][] = [
  [{ nodeVersion: '18.20.0' }, 'Node', /18\.20\.0 is too old/],
  [{ variables: {} }, 'display', /neither DISPLAY nor WAYLAND_DISPLAY is set/],
  [{ variables: { DISPLAY: ':7' } }, 'display', /DISPLAY is :7, but no display has this number/],
  [{ uid: 0 }, 'sandbox', /does not start as root/],
  [
    { read: (path) => (path === APPARMOR ? '1\n' : undefined) },
    'sandbox',
    /apparmor_restrict_unprivileged_userns is 1/,
  ],
  [{ temporaryFolder: '/gone' }, 'temporary files', /does not exist: \/gone/],
  [{ canListen: async () => false }, 'ports', /nothing can listen on 127\.0\.0\.1/],
];
test.each(BROKEN)('what will not work is named: %o', async (machine, what, text) => {
  const found = (await problems(machine)).filter(({ state }) => state === 'broken');
  expect(found.map((finding) => finding.what)).toEqual([what]);
  expect(found[0]?.text).toMatch(text);
  expect(found[0]?.remedy).toMatch(/\S/);
});

test('for a sandbox that the system blocks, the commands are named', () => {
  const machine = { ...SOUND, read: (path: string) => (path === APPARMOR ? '1\n' : undefined) };
  expect(checkSandbox(machine, '/my app/electron').remedy).toContain(
    'sudo chown root "/my app/chrome-sandbox" && sudo chmod 4755 "/my app/chrome-sandbox"',
  );
  expect(checkSandbox(machine, undefined).remedy).toContain('mode 4755, allow it in AppArmor');
});

test('what only differs is told, and is no failure', async () => {
  const scripts = {
    dev: 'NODE_OPTIONS=--inspect electron .',
    test: 'cross-env NODE_OPTIONS=--x vitest',
    start: 'electron .',
  };
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts }));
  writeFileSync(join(folder, '.npmrc'), 'node-options = --no-warnings\n');
  writeFileSync(join(folder, 'turbo.json'), '{}');
  const found = await problems({
    workingDirectory: folder,
    read: thisMachine().read,
    canListen: async (port) => port === 0,
    variables: { ...SOUND.variables, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require /x/run-hook.cjs' },
  });
  expect(found.map(({ what, state }) => `${what}: ${state}`)).toEqual([
    'ports: careful',
    'ELECTRON_RUN_AS_NODE: careful',
    'NODE_OPTIONS: careful',
    'script “dev”: careful',
    'script “test”: careful',
    '.npmrc: careful',
  ]);
});

test('a place with too long a path is named, and the socket is elsewhere', async () => {
  const parent = temporaryFolder();
  const long = join(parent, 'x'.repeat(120));
  mkdirSync(long);
  const [finding] = await problems({ temporaryFolder: long, exists: () => true });
  expect(finding).toMatchObject({ what: 'socket', state: 'careful' });
});

test('the Electron of the window that is missing, and why', async () => {
  const failing = async () => {
    throw new UserError('electron-missing', 'It has not been downloaded.', 'Run npm install.');
  };
  expect((await problems({}, failing))[0]).toMatchObject({
    state: 'broken',
    text: 'It has not been downloaded.',
    remedy: 'Run npm install.',
  });
});

test('what keeps any app from starting is told of one that did not', () => {
  expect(startProblem(SOUND, undefined)).toBeUndefined();
  expect(startProblem({ ...SOUND, isSetuidRoot: () => true, read: () => '1' }, '/e/electron')).toBeUndefined();
  expect(startProblem({ ...SOUND, variables: {} }, undefined)?.what).toBe('display');
});
