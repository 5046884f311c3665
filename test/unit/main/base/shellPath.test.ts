import { expect, test } from 'vitest';
import { shellPath } from '../../../../src/main/base/shellPath';
import { runTool } from '../../../../src/main/base/systemTools';
import { onlyWhere, posix } from '../../../support/conditions';

const FROM_DOCK = { SHELL: '/bin/zsh', PATH: '/usr/bin:/bin:/usr/sbin:/sbin' };
const noShell = async () => {
  throw new Error('no shell is asked');
};

test('on macOS, a program of the Dock gets the path of the shell, whatever else that prints', async () => {
  const asked: unknown[] = [];
  const run = async (...tool: unknown[]) => {
    asked.push(tool[0]);
    return 'Welcome!\n_electroscope_path_/opt/homebrew/bin:/usr/bin_electroscope_path_Bye';
  };
  expect(await shellPath({ platform: 'darwin', variables: FROM_DOCK, run })).toBe('/opt/homebrew/bin:/usr/bin');
  expect(asked).toEqual(['/bin/zsh']);
});

test('a shell that does not tell it changes nothing', async () => {
  for (const output of ['', 'zsh: command not found', `_electroscope_path_${FROM_DOCK.PATH}_electroscope_path_`])
    expect(await shellPath({ platform: 'darwin', variables: FROM_DOCK, run: async () => output })).toBeUndefined();
});

test.each<[string, NodeJS.Platform, NodeJS.ProcessEnv]>([
  ['on Linux', 'linux', FROM_DOCK],
  ['in a terminal', 'darwin', { ...FROM_DOCK, TERM: 'xterm' }],
  ['without a shell', 'darwin', { PATH: '/usr/bin' }],
])('%s, no shell is asked', async (_where, platform, variables) => {
  expect(await shellPath({ platform, variables, run: noShell })).toBeUndefined();
});

test('a shell prints its path as it is asked', onlyWhere(posix, 'there are such shells'), async () => {
  const variables = { SHELL: '/bin/sh', PATH: 'another' };
  const run: typeof runTool = (file, args) =>
    runTool(
      file,
      args.map((word) => word.replace('-ilc', '-c')),
    );
  expect(await shellPath({ platform: 'darwin', variables, run })).toBe(process.env.PATH);
});
