import { describe, expect, test } from 'vitest';
import { HELP, parseCommandLine, RUN_HELP, withSeparator } from '../../../../src/main/cli/arguments';
import { separatorAdvice } from '../../../../src/main/cli/options';
import { userErrorOf } from '../../../support/userError';

const line = (text: string) => text.split(' ').filter((part) => part !== '');

describe('the command line', () => {
  test.each<[string, object]>([
    ['', { type: 'open', targets: [], keepRunning: false }],
    [
      './app',
      {
        type: 'open',
        targets: [{ method: 'launch', appPath: './app', args: [], electron: undefined }],
        keepRunning: false,
      },
    ],
    [
      './app -- --flag a --help',
      { type: 'open', targets: [{ method: 'launch', appPath: './app', args: ['--flag', 'a', '--help'] }] },
    ],
    [
      '--electron /e ./app',
      { type: 'open', targets: [{ method: 'launch', appPath: './app', args: [], electron: '/e' }] },
    ],
    ['./app --keep-running', { type: 'open', keepRunning: true }],
    ['./app --internal-payloads', { userSettings: { recordsInternalPayloads: true } }],
    ['./app --max-payload 64k', { userSettings: { maxPayloadBytes: 64 * 1024 } }],
    ['./app --stacks', { userSettings: { recordsStacks: true } }],
    ['./app --no-redact', { userSettings: { usesDefaultRules: false } }],
    ['./app --keep token@llm:* --keep result.token', { userSettings: { keptRules: ['token@llm:*', 'result.token'] } }],
    ['export a -f har --redact --keep pin', { redact: { ownRules: [], keptRules: ['pin'] } }],
    ['./app --no-redact --redact pin', { userSettings: { usesDefaultRules: false, ownRules: ['pin'] } }],
    [
      './app --redact pin --redact args.0.card --redact /a+/i',
      { userSettings: { ownRules: ['pin', 'args.0.card', '/a+/i'] } },
    ],
    [
      'record ./app --for 2m --max 10 --until is:error --fail-on dur>1s -o x --stacks -- --flag',
      {
        type: 'record',
        targets: [{ method: 'launch', appPath: './app', args: ['--flag'] }],
        out: 'x',
        overwrites: false,
        forMs: 120_000,
        max: 10,
        until: 'is:error',
        failOn: 'dur>1s',
        userSettings: { recordsStacks: true },
        includesInternal: false,
      },
    ],
    ['--attach 9229', { type: 'open', targets: [{ method: 'attach', target: '9229', allowsRemote: false }] }],
    ['--attach far:9229 --allow-remote', { targets: [{ method: 'attach', target: 'far:9229', allowsRemote: true }] }],
    [
      '--attach 9229 --attach pid:12',
      {
        targets: [
          { method: 'attach', target: '9229' },
          { method: 'attach', target: 'pid:12' },
        ],
      },
    ],
    [
      './app --attach 12 -- --flag',
      {
        targets: [
          { method: 'launch', appPath: './app', args: ['--flag'] },
          { method: 'attach', target: '12' },
        ],
      },
    ],
    [
      'record --attach 12 -- npm start',
      {
        targets: [
          { method: 'command', command: ['npm', 'start'] },
          { method: 'attach', target: '12' },
        ],
      },
    ],
    [
      'run --stacks -- npm run dev -- --x',
      {
        type: 'open',
        targets: [{ method: 'command', command: ['npm', 'run', 'dev', '--', '--x'] }],
        userSettings: { recordsStacks: true },
      },
    ],
    [
      'run --stacks --max-payload 64k npm run dev --host -- --stacks',
      {
        targets: [{ method: 'command', command: ['npm', 'run', 'dev', '--host', '--', '--stacks'] }],
        userSettings: { recordsStacks: true, maxPayloadBytes: 64 * 1024 },
      },
    ],
    ['RUN.ESCOPE', { type: 'open', file: 'RUN.ESCOPE', targets: [] }],
    [
      'run --keep-running -- npm start',
      { keepRunning: true, targets: [{ method: 'command', command: ['npm', 'start'] }] },
    ],
    ['record --attach pid:12 --max 3', { type: 'record', targets: [{ method: 'attach', target: 'pid:12' }], max: 3 }],
    ['record --for 1s -- npx electron .', { targets: [{ method: 'command', command: ['npx', 'electron', '.'] }] }],
    ['list --json', { type: 'list', isJson: true }],
    ['record ./app --for 30d', { forMs: 30 * 86_400_000 }],
    ['record ./app --for 2h', { forMs: 7_200_000 }],
    ['record ./app --for 5 --force --include-internal', { forMs: 5000, overwrites: true, includesInternal: true }],
    [
      'export a.escope -f csv --filter kind:invoke -o x.csv',
      { type: 'export', file: 'a.escope', format: 'csv', filter: 'kind:invoke', out: 'x.csv', redact: undefined },
    ],
    ['export a -f har --redact -o -', { format: 'har', out: undefined, redact: { ownRules: [], keptRules: [] } }],
    ['export a -f har --redact-also pin', { redact: { ownRules: ['pin'], keptRules: [] } }],
    ['stats a --json', { type: 'stats', file: 'a', filter: '', isJson: true, failOn: undefined }],
    ['record --help', { type: 'help', text: expect.stringContaining('electroscope record [options] <app>') }],
    ['export -h', { type: 'help', text: expect.stringContaining('electroscope export <file>') }],
    ['stats --help', { type: 'help', text: expect.stringContaining('electroscope stats <file>') }],
    ['--help', { type: 'help', text: HELP }],
    ['run --help', { type: 'help', text: RUN_HELP }],
    ['run -h -- npm run dev', { type: 'help', text: RUN_HELP }],
    ['-h', { type: 'help' }],
    ['--version', { type: 'version' }],
  ])('“%s” is understood', (text, command) => {
    expect(parseCommandLine(line(text))).toMatchObject(command);
  });

  test.each<[string, string]>([
    ['a b', 'more than one app: a, b'],
    ['--electron /e record a', 'record does not stand first'],
    ['run', 'run takes a command'],
    ['run --stacks', 'run takes a command'],
    ['run --attach 9229 npm start', '--attach does not belong to run'],
    ['run --attach 9229 -- npm start', '--attach does not belong to run'],
    ['--attach 9229 --electron /e', '--electron needs an app to run'],
    ['--attach example.org:9229', 'example.org is not this computer'],
    ['record --attach example.org:9229', 'example.org is not this computer'],
    ['--attach here', '“here” is not something to attach to'],
    ['./app --allow-remote', '--allow-remote belongs to --attach'],
    ['--open a.escope --attach 9229', 'A capture is opened by itself'],
    ['list now', 'list takes no now'],
    ['--nonsense', 'There is no option --nonsense.'],
    ['--atach 9229', 'There is no option --atach; did you mean --attach?'],
    ['-x', 'There is no option -x.'],
    ['./app --electron', '--electron needs a value.'],
    ['record ./app -o', '--out needs a value.'],
    ['record ./app --max -1', '--max needs a value; write --max=-1 if it begins with “-”.'],
    ['record ./app -o -1', '--out needs a value; write --out=-1 if it begins with “-”.'],
    ['./app --stacks=yes', '--stacks takes no value.'],
    ['./app --max-payload much', '“much” is not a valid size'],
    ['./app --max-payload 1gb', 'more than can be kept'],
    ['./app --redact /(/', 'Invalid regular expression'],
    ['./app --redact *', 'it would hide every value'],
    ['-- x', 'no app'],
    ['record', 'no app to record'],
    ['record a b', 'more than one app: a, b'],
    ['record a --for 367d', '367d is too long for --for'],
    ['record a --for ever', '“ever” is not a valid time'],
    ['record a --max none', '“none” is not a valid number of messages'],
    ['record a --until chanel:x', 'There is no key “chanel”'],
    ['record a --fail-on dur>slow', '“slow” is not a value for dur'],
    ['record a --redact /(/', 'Invalid regular expression'],
    ['export', 'The format is missing'],
    ['export --format csv', 'The capture file is missing'],
    ['export a b --format csv', 'more than one file: a, b'],
    ['export a --format xml', 'There is no format “xml”'],
    ['export a --format csv --filter (x', 'This “(” is never closed'],
    ['export a --format csv --redact-also *', 'it would hide every value'],
    ['stats a --nonsense', 'There is no option --nonsense.'],
    ['stats', 'The capture file is missing'],
    ['--electron /e', '--electron needs an app'],
  ])('“%s” is refused, saying why and what to do', (text, reason) => {
    const error = userErrorOf(() => parseCommandLine(line(text)));
    expect(error.code).toBe('usage');
    expect(error.message).toContain(reason);
    expect(error.remedy).not.toBe('');
  });

  test('what is run follows a separator, which keeps its options from Electron', () => {
    expect(withSeparator(line('run --stacks electron . --inspect'))).toEqual(
      line('run --stacks -- electron . --inspect'),
    );
    for (const text of ['run -- npm start', 'run --help', 'record npm start', 'app -- --flag'])
      expect(withSeparator(line(text))).toEqual(line(text));
  });

  test('on Windows, a missing separator may be PowerShell’s doing', () => {
    expect(separatorAdvice('win32')).toContain('PowerShell');
    expect(separatorAdvice('linux')).toBe('');
  });

  test('every option stands in the help', () => {
    const options = ['--electron', '--keep-running', '--max-payload', '--redact', '--no-redact', '--stacks', '--help'];
    for (const option of [...options, '--version']) expect(HELP).toContain(option);
  });
});
