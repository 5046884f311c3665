import { describe, expect, test } from 'vitest';
import { HELP, parseCommandLine } from '../../../src/main/cli/arguments';
import { userErrorOf } from '../../support/userError';

const line = (text: string) => text.split(' ').filter((part) => part !== '');

describe('the command line', () => {
  test.each<[string, object]>([
    ['', { type: 'open', keepRunning: false }],
    ['./app', { type: 'open', launch: { appPath: './app', args: [], electron: undefined }, keepRunning: false }],
    ['./app -- --flag a --help', { type: 'open', launch: { appPath: './app', args: ['--flag', 'a', '--help'] } }],
    ['--electron /e ./app', { type: 'open', launch: { appPath: './app', args: [], electron: '/e' } }],
    ['./app --keep-running', { type: 'open', keepRunning: true }],
    ['--help', { type: 'help' }],
    ['-h', { type: 'help' }],
    ['--version', { type: 'version' }],
  ])('“%s” is understood', (text, command) => {
    expect(parseCommandLine(line(text))).toMatchObject(command);
  });

  test.each<[string, string]>([
    ['a b', 'more than one app: a, b'],
    ['--nonsense', "Unknown option '--nonsense'"],
    ['./app --electron', "'--electron <value>' argument missing"],
    ['-- x', 'no app'],
    ['--electron /e', '--electron needs an app'],
  ])('“%s” is refused, saying why and what to do', (text, reason) => {
    const error = userErrorOf(() => parseCommandLine(line(text)));
    expect(error.code).toBe('usage');
    expect(error.message).toContain(reason);
    expect(error.remedy).not.toBe('');
  });

  test('every option stands in the help', () => {
    for (const option of ['--electron', '--keep-running', '--help', '--version']) expect(HELP).toContain(option);
  });
});
