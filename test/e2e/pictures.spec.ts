/** A NativeImage crosses as it is: named as what it is, with its size in pixels and the bytes that it takes. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

const image = (width: number, height: number) => ({
  $: 'opaque',
  type: 'native',
  name: `NativeImage ${width} × ${height}`,
});

test('a NativeImage is named, in a result, in received and in sent arguments', async () => {
  const target = await CapturedTarget.launch(join(testApps, 'pictures'));
  await target.process.exited;
  await target.waitFor('the end of the link', () => target.hasEnded);
  const messageOn = (channel: string) => {
    const found = target.messages.find((message) => message.channel === channel);
    if (found === undefined) throw new Error(`no message on ${channel}`);
    return found;
  };
  const all = messageOn('pictures:all');
  expect(target.outcomeOf(all)?.result).toEqual({
    thumbnail: image(320, 180),
    named: image(10, 10),
    empty: image(0, 0),
  });
  const picked = messageOn('pictures:picked');
  expect(picked.args).toEqual([image(320, 180)]);
  expect(picked.size).toBeGreaterThanOrEqual(320 * 180 * 4);
  expect(picked.size).toBeLessThan(320 * 180 * 4 + 100);
  const double = messageOn('pictures:double');
  expect(double.args).toEqual([image(80, 60)]);
  expect(double.size).toBeGreaterThanOrEqual((40 * 30 + 80 * 60) * 4);
  expect(target.entries.filter(({ type }) => type === 'fault')).toEqual([]);
  expect(target.process.output.all.map(({ text }) => text)).toContain('PICKED {"width":320,"height":180}');
  await target.close();
});
