import { describe, expect, test } from 'vitest';
import { SessionFold } from '../../../../src/shared/columns/sessionFold';
import type { ChannelEntry, MessageEntry } from '../../../../src/shared/journal/entries';

const message: MessageEntry = {
  type: 'message',
  seq: 1,
  at: 5,
  kind: 'send',
  direction: 'to-main',
  channel: 'save',
  from: 2,
  to: 1,
  size: 1,
  dispatched: { at: 6, listeners: { ipcMain: 1 } },
  args: [],
};

function foldWith(...entries: Partial<ChannelEntry>[]): SessionFold {
  const fold = new SessionFold();
  fold.apply({ type: 'source', target: 1 });
  fold.apply({ type: 'endpoint', id: 2, kind: 'frame', webContentsId: 7 });
  for (const entry of entries) fold.apply({ type: 'channel', at: 1, emitter: 'ipcMain', channel: 'save', ...entry });
  return fold;
}

describe('the channels of a session', () => {
  test('are registered, listened to more than once, and removed', () => {
    const fold = foldWith({ on: 1 }, { on: 2, once: 1 }, { on: 1 });
    expect(fold.facts.channels).toMatchObject([
      {
        target: 1,
        emitter: 'ipcMain',
        channel: 'save',
        on: 1,
        once: 0,
        mostListeners: 3,
        state: 'registered',
        hits: 0,
      },
    ]);
    fold.apply({ type: 'channel', at: 2, emitter: 'ipcMain', channel: 'save' });
    expect(fold.facts.channels).toMatchObject([{ on: 0, once: 0, state: 'removed' }]);
  });

  test('remember how they were handled, and what was refused', () => {
    const fold = foldWith({ handle: 'handleOnce' }, { refused: true }, {});
    expect(fold.facts.channels).toMatchObject([{ handle: 'handleOnce', refused: 1, state: 'removed' }]);
  });

  test('count their messages by emitter, whether the dispatch is told with the message or later', () => {
    const fold = foldWith(
      { on: 1 },
      { emitter: 'webContents', webContentsId: 7, on: 1 },
      { emitter: 'frame', endpoint: 2 },
    );
    fold.apply(message);
    fold.apply({ ...message, seq: 2, dispatched: undefined });
    fold.apply({ type: 'dispatched', seq: 2, at: 9, listeners: { webContents: 2, frame: 1, event: 1 } });
    fold.apply({ ...message, seq: 3, dispatched: { at: 7, listeners: {} } });
    fold.apply({ ...message, seq: 4, direction: 'to-renderer' });
    expect(fold.facts.channels.map(({ emitter, hits, lastHitUs }) => [emitter, hits, lastHitUs])).toEqual([
      ['ipcMain', 1, 5],
      ['webContents', 1, 5],
      ['frame', 1, 5],
    ]);
  });

  test('that came and went unseen are known by their messages, and targets are kept apart', () => {
    const fold = foldWith();
    fold.apply(message);
    fold.apply({ type: 'source', target: 2 });
    fold.apply({ type: 'channel', at: 1, emitter: 'ipcMain', channel: 'save', on: 1 });
    expect(fold.facts.channels).toMatchObject([
      { target: 1, state: 'unseen', hits: 1 },
      { target: 2, state: 'registered', hits: 0 },
    ]);
  });

  test('of a closed window are gone', () => {
    const contents = { emitter: 'webContents', webContentsId: 7 } as const;
    const fold = foldWith({ ...contents, on: 1 }, { ...contents, gone: true });
    expect(fold.facts.channels).toMatchObject([{ webContentsId: 7, state: 'gone' }]);
  });
});
