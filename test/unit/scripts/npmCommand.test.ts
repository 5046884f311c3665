import { expect, test } from 'vitest';
import { npmCommand } from '../../../scripts/setup/report.mjs';

const NODE = 'C:\\Program Files\\nodejs\\node.exe';
const args = ['exec', '-c.electronDist=C:\\Program Files\\electron'];

test.each([
  ['below npm', 'D:\\npm\\bin\\npm-cli.js', 'D:\\npm\\bin\\npm-cli.js'],
  ['by itself', undefined, 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js'],
  ['below another package manager', 'D:\\pnpm.cjs', 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js'],
])('on Windows, npm is started without the shell %s', (_where, npm_execpath, script) => {
  const env = npm_execpath === undefined ? {} : { npm_execpath };
  expect(npmCommand(args, { env, platform: 'win32', execPath: NODE })).toEqual([NODE, [script, ...args]]);
});

test('elsewhere it is a program', () => {
  expect(npmCommand(args, { platform: 'darwin' })).toEqual(['npm', args]);
});
