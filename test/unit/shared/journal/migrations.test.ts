import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { RowFlag } from '../../../../src/shared/columns/columns';
import { JOURNAL_VERSION, STATUSES } from '../../../../src/shared/journal/entries';
import { isReadableVersion, MIGRATIONS, type Migration, migrate } from '../../../../src/shared/journal/migrations';
import { projectRoot } from '../../../support/paths';

const fixtures = join(projectRoot, 'test', 'fixtures', 'captures');
const versions = Array.from({ length: JOURNAL_VERSION }, (_, i) => i + 1);

test('there is a step between every two versions, and a fixture of each', () => {
  expect(MIGRATIONS).toHaveLength(JOURNAL_VERSION - 1);
  expect(readdirSync(fixtures).sort()).toEqual(versions.map((version) => `version${version}.escope`).sort());
});

test.each(versions)('a file of version %i opens as it always did', async (version) => {
  const session = await OpenedSession.open(join(fixtures, `version${version}.escope`));
  const { fold, damage } = session;
  expect(damage).toMatchObject({ count: 0, tornBytes: 0 });
  const rows = Array.from({ length: fold.table.length }, (_, row) => ({
    channel: fold.table.channelOf(row),
    status: STATUSES[fold.table.columns.get(row, 'status')],
    handlerUs: fold.table.columns.get(row, 'handlerUs'),
    flags: fold.table.columns.get(row, 'flags'),
  }));
  expect(rows).toEqual([
    { channel: 'notes:list', status: 'ok', handlerUs: 4000, flags: 0 },
    { channel: 'notes:save', status: 'error', handlerUs: 3000, flags: RowFlag.marked },
    { channel: 'telemetry', status: 'unhandled', handlerUs: 100, flags: RowFlag.internal },
    { channel: 'connect', status: 'pending', handlerUs: Number.NaN, flags: 0 },
    { channel: 'port 10', status: 'ok', handlerUs: 10, flags: RowFlag.truncated },
  ]);
  expect(fold.table.columns.get(0, 'transitUs')).toBe(300);
  expect(fold.table.columns.get(0, 'returnUs')).toBe(400);
  expect(fold.facts).toMatchObject({
    targets: [{ name: 'Fieldnotes', electron: '45.4.1', endedAt: '2026-11-21T09:31:00.000Z' }],
    gaps: [{ messages: 7, atUs: 1795253400010000 }],
    faults: [{ where: 'dispatch' }],
  });
  expect(fold.portHistory(1, 11)).toMatchObject({ id: 10, hopCount: 1, messages: [1, 0] });
  const { message, outcome } = await session.readMessage(1);
  expect(JSON.parse(message)).toMatchObject({ type: 'message', args: [{ id: 1 }] });
  expect(JSON.parse(outcome ?? '')).toMatchObject({ error: { value: { message: 'disk full' } } });
  await session.close();
});

describe('the chain', () => {
  const steps: readonly Migration[] = [
    ({ chan, ...entry }) => (chan === undefined ? entry : { ...entry, channel: chan }),
    (entry) => ({ ...entry, size: Number(entry.size ?? 0) }),
  ];

  test('takes an entry through every version from its own', () => {
    expect(migrate({ type: 'message', chan: 'x', size: '7' }, 1, steps)).toEqual({
      type: 'message',
      channel: 'x',
      size: 7,
    });
    expect(migrate({ type: 'message', chan: 'x', size: '7' }, 2, steps)).toEqual({
      type: 'message',
      chan: 'x',
      size: 7,
    });
    expect(migrate({ type: 'message', size: '7' }, 3, steps)).toEqual({ type: 'message', size: '7' });
  });

  test('leaves alone what is no entry', () => {
    for (const value of [null, 3, 'x', [1]]) expect(migrate(value, 1, steps)).toBe(value);
  });

  test.each([0, -1, 0.5, Number.NaN, JOURNAL_VERSION + 1])('%s is no version that can be read', (version) => {
    expect(isReadableVersion(version)).toBe(false);
  });
});
