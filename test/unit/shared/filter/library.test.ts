import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../src/shared/channels/library';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import { compileFilter } from '../../../../src/shared/filter/compile';
import { FilteredRows } from '../../../../src/shared/filter/filteredRows';
import { columnFilter } from '../../../support/filtering';

const CHANNELS: [channel: string, library: string | undefined][] = [
  ['REMOTE_BROWSER_MEMBER_GET', '@electron/remote'],
  ['REMOTE_RENDERER_RELEASE_CALLBACK', '@electron/remote'],
  ['__ELECTRON_LOG__', 'electron-log'],
  ['__ELECTRON_LOG_IPC_TEST__', 'electron-log'],
  ['devtron-render-event', 'Devtron'],
  ['remote:open', undefined],
  ['REMOTE_BROWSER', undefined],
  ['log', undefined],
  ['', undefined],
];

test.each(CHANNELS)('the channel “%s” is of %s', (channel, library) => {
  expect(libraryOf(channel)).toBe(library);
});

describe('the filter', () => {
  const find = (text: string): string[] => {
    const fold = new SessionFold();
    for (const [i, [channel]] of CHANNELS.entries()) {
      fold.apply({
        type: 'message',
        seq: i + 1,
        at: i,
        kind: 'send',
        direction: 'to-main',
        channel,
        from: 2,
        to: 1,
        size: 1,
        args: [],
      });
    }
    const view = new FilteredRows(fold.table, columnFilter(text, fold.table));
    return Array.from({ length: view.length }, (_, i) => fold.table.channelOf(view.at(i) as number));
  };

  test('tells libraries from the app, and from one another', () => {
    const libraries = CHANNELS.filter(([, library]) => library !== undefined).map(([channel]) => channel);
    const others = CHANNELS.filter(([, library]) => library === undefined).map(([channel]) => channel);
    expect(find('is:library')).toEqual(libraries);
    expect(find('-is:library')).toEqual(others);
    expect(find('library:remote')).toEqual(libraries.slice(0, 2));
    expect(find('library=devtron')).toEqual(['devtron-render-event']);
    expect(find('library:*')).toEqual(libraries);
    expect(find('library:/^electron/')).toEqual(libraries.slice(2, 4));
  });

  test('suggests the word that was meant', () => {
    const compiled = compileFilter('is:librar', new SessionFold().table);
    expect('error' in compiled && compiled.error.suggestion).toBe('is:library');
  });
});
