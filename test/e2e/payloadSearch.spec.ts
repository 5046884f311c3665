/** The filter finds what stands only in payloads, searched by the real thread in the real inspector. */

import { expect, test } from 'playwright/test';
import type { JournalEntry } from '../../src/shared/journal/entries';
import { electron, unless } from '../support/conditions';
import { matchingRows } from '../support/filtering';
import { Inspector } from '../support/inspector';
import { demoFolder } from '../support/paths';

test.skip(...unless(electron({ from: 33 }), 'the demo needs it'));

test('text in payloads is found while it is captured', async () => {
  const inspector = await Inspector.open(demoFolder);
  await inspector.waitForTour();
  const filter = 'result:"heron count" kind:invoke';
  await inspector.setFilter(filter);
  await expect(inspector.rows.first()).toBeVisible();
  // The demo goes on sending, and the journal is written a little later: both counts rise, and meet.
  await expect(async () => {
    const entries = inspector.journalLines().map((line) => JSON.parse(line) as JournalEntry);
    const expected = matchingRows(`(${filter}) -is:internal`, entries).length;
    expect(expected).toBeGreaterThan(0);
    expect(await inspector.statusBar.innerText()).toMatch(new RegExp(`^${expected} shown`));
  }).toPass();
  await inspector.setFilter('"nowhere to be found"');
  await expect(inspector.page.getByText('No message matches the filter')).toBeVisible();
  await inspector.close();
  expect(inspector.problems).toEqual([]);
});
