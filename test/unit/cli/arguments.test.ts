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
    ['./app --max-payload 64k', { choices: { maxPayloadBytes: 64 * 1024 } }],
    ['./app --stacks', { choices: { recordsStacks: true } }],
    ['./app --no-redact', { choices: { usesDefaultRules: false } }],
    ['./app --no-redact --redact pin', { choices: { usesDefaultRules: false, ownRules: ['pin'] } }],
    [
      './app --redact pin --redact args.0.card --redact /a+/i',
      { choices: { ownRules: ['pin', 'args.0.card', '/a+/i'] } },
    ],
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
    ['./app --max-payload much', '“much” is no size'],
    ['./app --max-payload 1gb', 'more than can be kept'],
    ['./app --redact /(/', 'Invalid regular expression'],
    ['./app --redact *', 'it would hide every value'],
    ['-- x', 'no app'],
    ['--electron /e', '--electron needs an app'],
  ])('“%s” is refused, saying why and what to do', (text, reason) => {
    const error = userErrorOf(() => parseCommandLine(line(text)));
    expect(error.code).toBe('usage');
    expect(error.message).toContain(reason);
    expect(error.remedy).not.toBe('');
  });

  test('every option stands in the help', () => {
    const options = ['--electron', '--keep-running', '--max-payload', '--redact', '--no-redact', '--stacks', '--help'];
    for (const option of [...options, '--version']) expect(HELP).toContain(option);
  });
});
