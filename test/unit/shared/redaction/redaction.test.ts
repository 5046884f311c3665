import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_RULES } from '../../../../src/shared/redaction/defaultRules';
import type { ValueRoot } from '../../../../src/shared/redaction/pathRules';
import { Redactor } from '../../../../src/shared/redaction/redactor';
import { addRule, isRedactionRules, NO_REDACTION, type RedactionRules } from '../../../../src/shared/redaction/rules';
import { checkEncoded } from '../../../../src/shared/value/checkEncoded';
import { decode, MissingValue } from '../../../../src/shared/value/decode';
import {
  createEncoder,
  DEFAULT_LIMITS,
  type EncodeLimits,
  type ValueOrigin,
} from '../../../../src/shared/value/encode';
import { type EncodedValue, isTagged } from '../../../../src/shared/value/encodedValue';
import { describeRedaction, isNumberedObject } from '../../../../src/shared/value/inspect';
import { hasRedaction } from '../../../../src/shared/value/redactStored';
import { seal, sealToJson } from '../../../../src/shared/value/seal';
import { childrenOf, preview } from '../../../../src/shared/value/valueTree';
import { cloneableTree } from '../../../support/cloneableArbitrary';
import { fromBase64, nodeBuiltins } from '../../../support/nodeBuiltins';

const encoder = createEncoder(nodeBuiltins);
const defaults = new Redactor(DEFAULT_RULES);

interface Conditions {
  readonly rules?: RedactionRules;
  readonly origin?: ValueOrigin;
  readonly limits?: EncodeLimits;
  readonly root?: ValueRoot;
  readonly channel?: string;
}

function jsonOf(value: unknown, { rules, origin, limits, root, channel }: Conditions = {}): string {
  const redactor = rules === undefined ? defaults : new Redactor(rules);
  const redaction = redactor.of(root ?? 'args', channel ?? 'channel');
  return sealToJson(encoder.encode(value, origin ?? 'app', limits ?? DEFAULT_LIMITS, redaction)).json;
}

function encode(value: unknown, conditions?: Conditions): EncodedValue {
  return JSON.parse(jsonOf(value, conditions));
}

function hidden(rule: string, type = 'string', size?: string): object {
  return { $: 'redacted', by: 'key', rule, type, ...(size === undefined ? {} : { size }) };
}

const ORIGINS = ['received', 'app'] as const;

describe('names', () => {
  test.each(ORIGINS)('are compared by their ends if they are long, in a value %s', (origin) => {
    const rules: RedactionRules = { ...NO_REDACTION, keys: ['*pin*'] };
    const far = 'x'.repeat(1000);
    const isHidden = (name: string) =>
      [[name, 'value'], { [name]: 'value' }, new Map([[name, 'value']]), { name, value: 'value' }].map((value) =>
        jsonOf(value, { rules, origin }).includes('redacted'),
      );
    expect(isHidden(`pin${far}`)).toEqual([true, true, true, true]);
    expect(isHidden(`${far}-pin`)).toEqual([true, true, true, true]);
    // An app that sends two texts must not wait until all of the first is compared.
    expect(isHidden(`${far}pin${far}`)).toEqual([false, false, false, false]);
  });

  test.each(ORIGINS)('hide what they stand for, in a value %s', (origin) => {
    const value = {
      user: 'ada',
      password: 'hunter2',
      Password_Hash: 'x'.repeat(60),
      accessToken: 'abc',
      'X-API-Key': 'k'.repeat(2000),
      otp: 123456,
      credentials: { user: 'ada', pin: 1 },
      cookies: ['a=1', 'b=2'],
      'set-cookie': '',
    };
    expect(encode(value, { origin })).toEqual({
      user: 'ada',
      password: hidden('*password', 'string', 'short'),
      Password_Hash: hidden('password*', 'string', 'medium'),
      accessToken: hidden('*token', 'string', 'short'),
      'X-API-Key': hidden('*apiKey', 'string', 'very long'),
      otp: hidden('otp', 'number'),
      credentials: hidden('credentials', 'object'),
      cookies: hidden('cookies', 'array'),
      'set-cookie': hidden('setCookie', 'string', 'empty'),
    });
  });

  test('hide nothing that only sounds like them, and nothing that tells nothing', () => {
    const value = {
      tokenCount: 3,
      maxTokens: 100,
      tokenizer: 'bpe',
      author: 'ada',
      secretary: 'bob',
      keyboard: 'us',
      passwordless: undefined,
      token: null,
      cookie: false,
    };
    expect(encode(value)).toEqual({ ...value, passwordless: { $: 'undefined' } });
  });

  test('are found in headers, however these are written', () => {
    const secret = 'c2VjcmV0';
    const forms: unknown[] = [
      { headers: { Authorization: secret, Accept: 'text/html' } },
      new Map([['Authorization', secret]]),
      [
        ['Cookie', secret],
        ['Accept', 'text/html'],
      ],
      [{ name: 'Cookie', value: secret }],
      [{ value: secret, name: 'Set-Cookie' }],
      [{ key: 'password', value: secret }],
      { rawHeaders: ['Host', 'localhost', 'Cookie', secret] },
      [{ name: 'SID', value: secret, domain: '.example.org', httpOnly: true }],
      ['password', secret],
      `GET / HTTP/1.1\r\nCookie: ${secret}\r\nAccept: text/html`,
    ];
    for (const form of forms) {
      for (const origin of ORIGINS) {
        const json = jsonOf([form], { origin });
        expect(json).not.toContain(secret);
        expect(json).toContain('redacted');
      }
    }
    expect(
      jsonOf({ rawHeaders: ['Cookie', secret, 'Host', 'localhost'], list: ['Cookie', 'cake', 'tea', 'jam'] }),
    ).toBe(
      `{"rawHeaders":["Cookie",${JSON.stringify(hidden('cookie', 'string', 'short'))},"Host","localhost"],"list":["Cookie","cake","tea","jam"]}`,
    );
  });

  test('are found in errors, on objects of classes, with many keys, beside a key $, in sparse arrays', () => {
    const error = Object.assign(new Error('failed'), { config: { headers: { Authorization: 'Zm9v' } }, token: 'Zm9v' });
    class Account {
      password = 'Zm9v';
    }
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`key${i}`, i]));
    const sparse = Object.assign(Object.assign(new Array(3), { 0: 1 }), { secret: 'Zm9v' });
    for (const value of [error, new Account(), { ...many, password: 'Zm9v' }, { $: 1, password: 'Zm9v' }, sparse]) {
      expect(jsonOf(value)).not.toContain('Zm9v');
    }
  });

  test('run no code of the app', () => {
    const touched: string[] = [];
    const value = {
      get password() {
        touched.push('getter');
        return 'x';
      },
      value: 'shown',
      get name() {
        touched.push('name');
        return 'Cookie';
      },
      token: new Proxy([], {
        get: (_target, key) => touched.push(String(key)),
        getPrototypeOf: () => {
          touched.push('prototype');
          return null;
        },
      }),
    };
    const json = jsonOf(value);
    expect(touched).toEqual([]);
    expect(json).toContain('"value":"shown"');
  });
});

describe('patterns', () => {
  const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N';
  const MASKED: [string, string][] = [
    ['Authorization is Bearer abcDEF123456', 'Authorization is Bearer ‹redacted: bearer token›'],
    ['Basic dXNlcjpwYXNz', 'Basic ‹redacted: basic credentials›'],
    [`token ${JWT}.`, 'token ‹redacted: JSON web token›'],
    ['https://a.org/?q=1&access_token=xyz&p=2', 'https://a.org/?q=1&access_token=‹redacted: URL parameter›&p=2'],
    ['user=ada&password=p%40ss', 'user=ada&password=‹redacted: URL parameter›'],
    ['postgres://ada:hunter2@db:5432/x', 'postgres://ada:‹redacted: URL credentials›@db:5432/x'],
    ['{"user":"ada","password":"a\\"b"}', '{"user":"ada","password":"‹redacted: JSON property›"}'],
    ['"{\\"accessToken\\": \\"abc\\"}"', '"{\\"accessToken\\": \\"‹redacted: JSON property›\\"}"'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n', '‹redacted: private key›\n'],
    ['key ghp_0123456789abcdefghij0123', 'key ‹redacted: API key›'],
    ['a\nCookie: sid=1; b=2\nHost: x', 'a\nCookie: ‹redacted: header›\nHost: x'],
  ];
  test.each(MASKED)('mask what they find in %j', (text, masked) => {
    const [node] = encode([text]) as [EncodedValue];
    expect(node).toMatchObject({ $: 'redacted', by: 'pattern', text: masked });
  });

  test('leave other texts alone', () => {
    const texts = [
      'Basic information about bearer bonds',
      'https://example.org:8080/path?page=2&sort=token',
      'Tokens are counted; a password is required.',
      'eyJust kidding',
      'https://example.org/@ada:matrix.org',
      '"token": 5',
    ];
    expect(encode(texts)).toEqual(texts);
  });

  test('work in errors, keys, Maps, Sets, regular expressions, boxed strings and class names', () => {
    const secret = 'abcDEF123456';
    const error = new TypeError(`refused: Bearer ${secret}`, { cause: new Error(`Bearer ${secret}`) });
    error.name = `Bearer ${secret}`;
    const values = [
      error,
      { [`Bearer ${secret}`]: 1 },
      new Map([[`Bearer ${secret}`, 1]]),
      new Set([`Bearer ${secret}`]),
      new RegExp(`Bearer ${secret}`),
      Object(`Bearer ${secret}`),
      Object.assign(new Error('x'), { [`Bearer ${secret}`]: `Bearer ${secret}` }),
      Object.assign(new Array(2), { note: `Bearer ${secret}` }),
    ];
    for (const value of values) {
      const json = jsonOf([value]);
      expect(json).not.toContain(secret);
      expect(json).toContain('redacted: bearer token');
    }
  });

  test('that overlap hide all that either finds', () => {
    const overlapping = ['/ab+c/', '/c+de/', '/d/'].reduce(
      (rules, text) => addRule(rules, text) as RedactionRules,
      NO_REDACTION,
    );
    const { texts } = new Redactor(overlapping).of('args', 'c');
    expect(texts?.mask('x abbcccdef d')?.text).toBe('x ‹redacted: custom pattern›f ‹redacted: custom pattern›');
    expect(texts?.mask('abcde')?.text).toBe('‹redacted: custom pattern›');
  });

  test('do not let a cut leave half of what they hide', () => {
    const secret = `Bearer ${'s3cr3t'.repeat(20)}`;
    for (let maxBytes = 100; maxBytes < 260; maxBytes++) {
      const json = jsonOf([`${'.'.repeat(90)} ${secret} ${'.'.repeat(5000)}`], { limits: { maxBytes, maxDepth: 20 } });
      expect(json).not.toContain('s3cr3t');
    }
  });

  test('of the user may be any expression', () => {
    const rules = addRule(NO_REDACTION, '/\\b\\d{4} \\d{4}\\b/') as RedactionRules;
    expect(encode(['card 1234 5678!'], { rules })).toEqual([
      {
        $: 'redacted',
        by: 'pattern',
        rule: 'custom pattern',
        type: 'string',
        text: 'card ‹redacted: custom pattern›!',
      },
    ]);
    for (const empty of ['/x*/', '/^/', '/(?=a)/gy']) {
      expect(encode(['aba'], { rules: addRule(NO_REDACTION, empty) as RedactionRules })).toEqual(['aba']);
    }
  });

  test('take no more than a multiple of the length of any text', () => {
    const parts = [
      'eyJ',
      'eyJ-',
      'Bearer ',
      'Basic aa',
      '://a:',
      '"password":',
      '-----BEGIN PRIVATE KEY-----',
      'sk-',
      'Cookie:',
      '\\"token\\"',
      'a',
      'A=',
      '&token=',
    ];
    for (const part of parts) {
      for (const other of ['', ' ', '.', '@']) {
        const text = (part + other).repeat(Math.ceil(256_000 / (part + other).length));
        const before = process.cpuUsage();
        jsonOf([text]);
        // Time in proportion to the square of its length would be minutes.
        expect(process.cpuUsage(before).user / 1e6, JSON.stringify(part + other)).toBeLessThan(10);
      }
    }
  });
});

describe('places', () => {
  const rulesOf = (...texts: string[]) =>
    texts.reduce<RedactionRules>((rules, text) => addRule(rules, text) as RedactionRules, NO_REDACTION);

  test('are named from the arguments, the result or the error on', () => {
    const rules = rulesOf('args.0.user.pin', 'args[1].*.ssn', 'result.list.*');
    const value = [{ user: { pin: 1, name: 'ada' } }, new Map([['a', { ssn: 's', x: 1 }]]), { pin: 2 }];
    const place = (rule: string, type: string, size?: object) => ({ $: 'redacted', by: 'path', rule, type, ...size });
    for (const origin of ORIGINS) {
      expect(encode(value, { rules, origin })).toEqual([
        { user: { pin: place('args.0.user.pin', 'number'), name: 'ada' } },
        { $: 'map', v: [['a', { ssn: place('args[1].*.ssn', 'string', { size: 'short' }), x: 1 }]] },
        { pin: 2 },
      ]);
    }
    expect(encode({ list: [1, 2] }, { rules, root: 'result' })).toEqual({
      list: [place('result.list.*', 'number'), place('result.list.*', 'number')],
    });
  });

  test('may hold for some channels only', () => {
    const rules = rulesOf('args.1@keychain:*');
    expect(jsonOf(['a', 'b'], { rules, channel: 'keychain:set' })).toContain('redacted');
    expect(jsonOf(['a', 'b'], { rules, channel: 'other' })).toBe('["a","b"]');
  });

  test('in cycles are found', () => {
    const value: { self?: unknown; pin: number } = { pin: 1 };
    value.self = value;
    expect(jsonOf([value], { rules: rulesOf('args.0.self.self.pin') })).not.toContain('"pin":1');
  });
});

describe('whatever the value', () => {
  const SECRET = 'S3CR3T-do-not-tell';
  const names = fc.constantFrom('password', 'accessToken', 'Set-Cookie', 'client_secret', 'apiKey');
  const holder = fc.oneof(
    fc.tuple(names, cloneableTree).map(([name, other]) => ({ before: other, [name]: SECRET, after: other })),
    fc.tuple(names, cloneableTree).map(([name, other]) => ({ [name]: { deep: [SECRET, new Map([[SECRET, other]])] } })),
    names.map((name) => new Map([[name, SECRET]])),
    names.map((name) => [name, SECRET]),
    names.map((name) => ({ name, value: SECRET })),
    fc.tuple(names, cloneableTree).map(([name, other]) => Object.assign(new Error('x'), { [name]: SECRET, other })),
    cloneableTree.map((other) => [other, `Bearer ${SECRET}`, other]),
    cloneableTree.map((other) => ({ [`?token=${SECRET}`]: other })),
    fc.string().map((text) => `${text} token=${SECRET}`),
  );
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      holder,
      fc.array(fc.oneof(tie('value'), cloneableTree), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
      tie('value').map((inner) => new Map([[inner, inner]])),
      tie('value').map((inner) => new Set([inner])),
      tie('value').map((inner) => ({ shared: [inner, inner] })),
    ),
  })).value;
  const limits = fc.record({ maxBytes: fc.nat(2000), maxDepth: fc.integer({ min: 1, max: 12 }) });

  test('nothing that a rule hides is in its JSON, whole or cut', () => {
    fc.assert(
      fc.property(
        value,
        fc.oneof(fc.constant(DEFAULT_LIMITS), limits),
        fc.constantFrom(...ORIGINS),
        (it, cap, origin) => {
          const json = jsonOf([it], { limits: cap, origin });
          expect(json).not.toContain(SECRET);
          expect(json).not.toContain('S3CR3T');
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('sealing and writing give the same, every reader copes, and what is not hidden is kept', () => {
    fc.assert(
      fc.property(value, (it) => {
        const encoding = encoder.encode([it], 'app', DEFAULT_LIMITS, defaults.of('args', 'channel'));
        const { json, redacted } = sealToJson(encoding);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(seal(encoding))));
        expect(redacted).toBe(json.includes('"$":"redacted"') || json.includes('‹redacted: '));
        expect(hasRedaction(JSON.parse(json))).toBe(json.includes('"$":"redacted"'));
        const node = JSON.parse(json) as EncodedValue;
        expect(checkEncoded(node)).toEqual(node);
        expect(Array.isArray(decode(node, fromBase64))).toBe(true);
        expect(preview(node, 5000).length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test('a value without secrets is encoded as it is without rules', () => {
    fc.assert(
      fc.property(cloneableTree, fc.constantFrom(...ORIGINS), (it, origin) => {
        expect(jsonOf([it], { origin })).toBe(jsonOf([it], { origin, rules: NO_REDACTION }));
      }),
      { numRuns: 1000 },
    );
  });

  test('references beside hidden objects still name the right ones', () => {
    const shared = { name: 'shared' };
    const secret = { pin: 1 };
    const back = decode(encode([{ credentials: secret }, /Bearer abcDEF123456/, shared, shared]), fromBase64);
    const [first, expression, third, fourth] = back as [{ credentials: unknown }, unknown, unknown, unknown];
    expect(first.credentials).toBeInstanceOf(MissingValue);
    expect(expression).toBeInstanceOf(MissingValue);
    expect(third).toEqual(shared);
    expect(fourth).toBe(third);
  });
});

describe('a hidden value is shown', () => {
  test('with what it was and why', () => {
    const node = encode({ password: 'hunter2', url: 'x?token=abc' });
    const [password, url] = childrenOf(node).map(({ value }) => value) as [EncodedValue, EncodedValue];
    expect(preview(node)).toBe('{password: ‹redacted short text›, url: "x?token=‹redacted: URL parameter›"}');
    expect(describeRedaction(password)).toBe('redacted in the target by the rule “*password” for its name');
    expect(describeRedaction(url)).toBe('redacted in the target: URL parameter');
    expect(isNumberedObject(password)).toBe(false);
  });

  test('only if the mark is well formed', () => {
    const bad = { $: 'redacted', by: 'whim', rule: 'x', type: 'string' };
    const checked = checkEncoded(bad);
    expect(isTagged(checked) && checked.$).toBe('object');
  });
});

describe('rules', () => {
  test('are read as they are written on the command line', () => {
    expect(addRule(NO_REDACTION, 'iban')).toEqual({ ...NO_REDACTION, keys: ['iban'] });
    expect(addRule(NO_REDACTION, 'args.0.pin')).toEqual({ ...NO_REDACTION, paths: ['args.0.pin'] });
    expect(addRule(NO_REDACTION, '/a+/i')).toMatchObject({ patterns: [{ source: 'a+', flags: 'i' }] });
    expect(addRule(NO_REDACTION, '/(/')).toContain('Invalid regular expression');
    expect(addRule(NO_REDACTION, '/a/q')).toContain('not flags');
    expect(addRule(NO_REDACTION, '*')).toBe('it would hide every value');
    expect(addRule(NO_REDACTION, '')).toContain('1 to 4096');
  });

  test('that are on by default are valid, and damaged ones are refused', () => {
    expect(isRedactionRules(JSON.parse(JSON.stringify(DEFAULT_RULES)))).toBe(true);
    for (const bad of [
      null,
      [],
      {},
      { ...NO_REDACTION, keys: [1] },
      { ...NO_REDACTION, keys: [''] },
      { ...NO_REDACTION, keeps: [1] },
    ]) {
      expect(isRedactionRules(bad)).toBe(false);
    }
    const pattern = { name: 'x', source: '(', flags: '' };
    expect(isRedactionRules({ ...NO_REDACTION, patterns: [pattern] })).toBe(false);
    expect(
      isRedactionRules({
        ...NO_REDACTION,
        patterns: [{ ...pattern, source: 'a', hint: { literals: ['a'], source: '(' } }],
      }),
    ).toBe(false);
  });
});
