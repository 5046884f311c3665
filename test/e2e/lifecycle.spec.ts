/** Messages in the moments that are easily missed: start-up, reloads, navigations, closing. */

import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { SessionEvents } from '../../src/shared/columns/sessionEvents';
import { SessionFold } from '../../src/shared/columns/sessionFold';
import type { MessageEntry } from '../../src/shared/journal/entries';
import { CapturedTarget } from '../support/capturedTarget';
import { testApps } from '../support/paths';

const LEAVING = ['beforeunload', 'pagehide', 'visibilitychange', 'unload'];
const PAGES = ['First page', 'First page', 'Second page', 'Third page'];
const REASONS = ['reload', 'navigation', 'other origin', 'close'];

for (const readsLate of [false, true]) {
  test.describe(readsLate ? 'an inspector that listens late' : 'an inspector that listens at once', () => {
    test.describe.configure({ mode: 'default' });

    let target: CapturedTarget;

    test.beforeAll(async () => {
      target = await CapturedTarget.launch(join(testApps, 'paths'), { args: ['--scenario=lifecycle'], readsLate });
      await target.waitForOutput('scenario done');
      if (readsLate) {
        expect(target.entries).toEqual([]);
        target.startReading();
      }
      await target.waitFor('the last message', () => of('unload:invoke').length === REASONS.length);
    });

    test.afterAll(() => target.close());

    test('gets what was sent before a page was there', () => {
      expect(target.messages[0]).toMatchObject({ seq: 1, channel: 'main:before the page is loaded' });
      expect(target.entries.filter(({ type }) => type === 'fault' || type === 'gap')).toEqual([]);
    });

    test('gets what each page sends from its first script, and is sent while it loads', () => {
      expect(of('page:first script').map(({ args }) => args)).toEqual(PAGES.map((title) => [title]));
      // The page at the data: URL has no script, but is loaded as well.
      expect(of('main:navigation has started')).toHaveLength(PAGES.length + 1);
      expect(of('main:dom is ready')).toHaveLength(PAGES.length + 1);
    });

    for (const event of LEAVING) {
      test(`gets what pages send from ${event}`, () => {
        for (const [channel, kind] of [
          [event, 'send'],
          [`${event}:invoke`, 'invoke'],
        ] as const) {
          const messages = of(channel);
          expect(messages.map(({ args }) => (args as unknown[])[0])).toEqual(REASONS);
          expect(messages.map((message) => message.kind)).toEqual(REASONS.map(() => kind));
          // Named after the page that is left, not the one that comes.
          expect(messages.map((message) => target.endpoint(message.from, message)?.title)).toEqual(PAGES);
        }
      });
    }

    test('tells where the page was reloaded, and where it navigated', () => {
      const fold = new SessionFold();
      for (const entry of target.entries) fold.apply(entry);
      const events = new SessionEvents(fold.table);
      events.extend();
      // Main sends to the window before its first page is there. The last page is the one at the data: URL.
      expect(events.all.map(({ type }) => type)).toEqual([
        ...['opened', 'navigated', 'reloaded', 'navigated', 'navigated', 'navigated'],
      ]);
    });

    test('misses none', () => {
      expect(target.messages.map(({ seq }) => seq)).toEqual(target.messages.map((_, index) => index + 1));
    });

    function of(channel: string): MessageEntry[] {
      return target.messages.filter((message) => message.channel === channel);
    }
  });
}
