/** What an inspector asks of an agent: redaction, the payload cap and call stacks, at the start and while the app runs. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { DEFAULT_RULES } from '../../src/shared/redaction/defaultRules';
import { addRule, NO_REDACTION, type RedactionRules } from '../../src/shared/redaction/rules';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

const app = join(testApps, 'secrets');
const SECRET = 'S3CR3T';

let target: CapturedTarget;

test.afterEach(() => target.close());

/** Every public channel of the app, and the ways back. */
const CHANNELS = ['login', 'refused', 'ask', 'port', 'push', 'push-port'];

function latest(channel: string) {
  const message = target.messages.findLast((it) => it.channel === channel && it.internal !== true);
  if (message === undefined) throw new Error(`no message on ${channel}`);
  return message;
}

test('secrets do not leave the app unless that is wanted', async () => {
  target = await CapturedTarget.launch(app);
  await target.waitFor('each channel twice', () =>
    CHANNELS.every((channel) => target.messages.filter((it) => it.channel === channel).length > 1),
  );
  // Electron's own messages are left out: the test's script passes through them.
  const own = target.entries.filter((entry) => entry.type !== 'message' || entry.internal !== true);
  const text = JSON.stringify(own);
  expect(text).not.toContain(SECRET);
  expect(latest('push').args).toMatchObject([
    { password: { $: 'redacted', by: 'key', rule: '*password', type: 'string' }, card: 'C4RD', pin: 1234 },
    expect.anything(),
  ]);
  expect(target.outcomeOf(latest('refused'))).toMatchObject({
    status: 'error',
    error: { value: { $: 'error', message: { text: 'refused: Bearer ‹redacted: bearer token›' } } },
  });
  expect(target.outcomeOf(latest('refused'))?.error?.text).toContain('‹redacted: bearer token›');
  expect(target.description?.capture?.redactionRules).toBeGreaterThan(20);

  target.configure({ redaction: NO_REDACTION });
  await target.waitFor('the confirmation', () => target.description?.capture?.redactionRules === 0);
  const before = target.messages.length;
  await target.waitFor('a secret', () =>
    target.messages.slice(before).some((it) => it.channel === 'push' && JSON.stringify(it.args).includes(SECRET)),
  );
});

test('rules of the user hold from the first message on', async () => {
  const redaction = ['card', 'args.0.pin@push', '/x{50,}/'].reduce<RedactionRules>(
    (rules, rule) => addRule(rules, rule) as RedactionRules,
    NO_REDACTION,
  );
  target = await CapturedTarget.launch(app, { settings: { redaction } });
  await target.waitFor('a message', () => target.messages.some((it) => it.channel === 'push'));
  expect(latest('push').args).toMatchObject([
    { password: expect.stringContaining(SECRET), card: { by: 'key' }, pin: { by: 'path', type: 'number' } },
    { by: 'pattern', text: '‹redacted: custom pattern›' },
  ]);
});

test('the payload cap is changed while the app runs', async () => {
  target = await CapturedTarget.launch(app, { settings: { maxPayloadBytes: 1000 } });
  const longText = () => {
    const [, text] = latest('push').args as [unknown, string | { v: string }];
    return typeof text === 'string' ? text.length : text.v.length;
  };
  await target.waitFor('a message', () => target.messages.some((it) => it.channel === 'push'));
  expect(longText()).toBeLessThan(1000);
  expect(latest('push').truncated).toBe(true);
  expect(latest('push').size).toBeGreaterThan(100_000);

  target.configure({ maxPayloadBytes: 200_000 });
  await target.waitFor('a whole text', () => longText() === 100_000);
  expect(target.description?.capture?.maxPayloadBytes).toBe(200_000);

  target.configure({ maxPayloadBytes: 0 });
  await target.waitFor('no text', () => JSON.stringify(latest('push').args).length < 100);
});

test('what is no control message is ignored', async () => {
  target = await CapturedTarget.launch(app);
  await target.waitFor('a message', () => target.messages.length > 0);
  const garbage = [
    {},
    { type: 'exec', code: 'process.exit()' },
    { control: 2, type: 'configure', settings: { maxPayloadBytes: 1 } },
    { type: 'configure', settings: { maxPayloadBytes: -1 } },
    { type: 'configure', settings: { maxPayloadBytes: 1, filler: 'x'.repeat(3 * 1024 * 1024) } },
  ];
  for (const message of garbage) target.send(message);
  target.configure({ maxPayloadBytes: 1234 });
  await target.waitFor('the confirmation', () => target.description?.capture?.maxPayloadBytes === 1234);
  const seen = target.messages.length;
  await target.waitFor('more messages', () => target.messages.length > seen);
  expect(target.entries.filter((entry) => entry.type === 'fault')).toEqual([]);
});

test('call stacks are recorded when they are asked for, unnoticed by the app', async () => {
  target = await CapturedTarget.launch(join(testApps, 'stacks'));
  const isSeen = (channel: string) => target.messages.some((it) => it.channel === channel);
  await target.waitFor('messages', () => isSeen('from main') && isSeen('reply'));
  expect(latest('from main').stack).toBeUndefined();

  target.configure({ stackFrames: 6 });
  await target.waitFor('stacks', () => latest('from main').stack !== undefined && latest('reply').stack !== undefined);
  const lines = latest('from main').stack?.split('\n') ?? [];
  expect(lines.length).toBe(6);
  expect(lines.filter((line) => /^at deepest \(.*main\.js:\d+:\d+\)$/.test(line)).length).toBeGreaterThan(3);
  expect(latest('reply').stack).toMatch(/at .*replyToPing \(.*main\.js/);
  expect(JSON.stringify(target.messages.map((it) => it.stack))).not.toContain('agent.cjs');
  // Frames are asked, too.
  const pings = () => target.messages.filter(({ channel }) => channel === 'ping').map(({ seq }) => seq);
  const stackOfPing = () => target.entries.find((it) => it.type === 'stack' && pings().includes(it.seq));
  await target.waitFor('the stack of a frame', () => stackOfPing() !== undefined);
  expect(stackOfPing()).toMatchObject({ stack: expect.stringMatching(/^at pingFromPage \(/) });
  expect(stackOfPing()).toMatchObject({ stack: expect.not.stringContaining('timing-preload') });

  target.configure({ stackFrames: 0 });
  await target.waitFor('none', () => latest('from main').stack === undefined);
  expect(target.process.output.all.filter(({ text }) => text.startsWith('noticed'))).toEqual([]);
  expect(target.entries.filter((entry) => entry.type === 'fault')).toEqual([]);
});

test('an exception lets through what it names on its channel, and nothing else', async () => {
  const redaction = { ...DEFAULT_RULES, keeps: ['password@push'] };
  target = await CapturedTarget.launch(app, { settings: { redaction } });
  await target.waitFor('the kept value', () =>
    target.messages.some(({ channel, args }) => channel === 'push' && JSON.stringify(args).includes(SECRET)),
  );
  const others = target.messages.filter(({ channel, internal }) => channel !== 'push' && internal !== true);
  await target.waitFor('another login', () =>
    target.messages.slice(target.messages.indexOf(latest('push'))).some(({ channel }) => channel === 'login'),
  );
  expect(JSON.stringify(others)).not.toContain(SECRET);
  expect(JSON.stringify(latest('login'))).not.toContain(SECRET);
});
