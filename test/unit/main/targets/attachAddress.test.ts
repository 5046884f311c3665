import { describe, expect, test } from 'vitest';
import { parseAttachAddress, refuseRemote } from '../../../../src/main/targets/attachTarget';
import { userErrorOf } from '../../../support/userError';

describe('what can be attached to', () => {
  test.each<[string, object]>([
    ['9229', { type: 'number', value: 9229 }],
    ['pid:9229', { type: 'pid', pid: 9229 }],
    [':9229', { type: 'port', host: '127.0.0.1', port: 9229 }],
    ['localhost:9229', { type: 'port', host: 'localhost', port: 9229 }],
    ['build-host.example:1', { type: 'port', host: 'build-host.example', port: 1 }],
    ['[::1]:9229', { type: 'port', host: '::1', port: 9229 }],
  ])('%s', (text, address) => {
    expect(parseAttachAddress(text)).toEqual(address);
  });

  test.each([
    '',
    'nonsense',
    'pid:',
    'pid:x',
    'host:',
    'host:0',
    'host:65536',
    'a b:9229',
    '::1:9229',
    '-1',
    'http://a:1',
  ])('“%s” is refused', (text) => {
    expect(userErrorOf(() => parseAttachAddress(text))).toMatchObject({ code: 'usage' });
  });

  test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('%s is this computer', (host) => {
    expect(() => refuseRemote({ host, port: 1 }, false)).not.toThrow();
  });

  test.each(['128.0.0.1', '0.0.0.0', '::', '127.example.org', 'localhost.example.org', '10.0.0.1'])(
    '%s may be another one: it has to be confirmed',
    (host) => {
      expect(userErrorOf(() => refuseRemote({ host, port: 9229 }, false)).remedy).toContain('--allow-remote');
      expect(() => refuseRemote({ host, port: 9229 }, true)).not.toThrow();
    },
  );
});
