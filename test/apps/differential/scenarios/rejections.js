// What the renderer gets, and what Electron prints, when a handler fails.

const { ipcMain } = require('electron');

class QuotaError extends Error {
  name = 'QuotaError';
  toString() {
    return `quota: ${this.message}`;
  }
}

module.exports = async function rejections({ page, write, answerOf }) {
  for (const [name, fail] of failures()) {
    ipcMain.handle('rejections:sync', () => {
      throw fail();
    });
    ipcMain.handle('rejections:async', async () => {
      await null;
      throw fail();
    });
    ipcMain.handle('rejections:promise', () => Promise.reject(fail()));
    for (const kind of ['sync', 'async', 'promise']) {
      const answer = page.run(
        ({ ipcRenderer, settled }, channel) => settled(ipcRenderer.invoke(channel)),
        `rejections:${kind}`,
      );
      // Where Electron fails at `undefined.toString()` there is no answer until the event is collected.
      write(`${kind} ${name}`, await answerOf(answer));
      ipcMain.removeHandler(`rejections:${kind}`);
    }
  }
};

function failures() {
  return [
    ['error', () => new Error('plain')],
    ['type error with cause', () => new TypeError('outer', { cause: new Error('inner') })],
    ['own toString', () => new QuotaError('full')],
    ['frozen error', () => Object.freeze(new Error('frozen'))],
    ['error without stack', () => Object.assign(new Error('no stack'), { stack: undefined })],
    ['aggregate', () => new AggregateError([new Error('a'), 'b'], 'several')],
    ['text', () => 'just text'],
    ['number', () => -0],
    ['bigint', () => 7n],
    ['undefined', () => undefined],
    ['null', () => null],
    ['symbol', () => Symbol('thrown')],
    ['object', () => ({ code: 5 })],
    ['object with toString', () => ({ toString: () => 'described itself' })],
    ['null prototype', () => Object.create(null)],
    ['function', () => function thrown() {}],
    ['promise', () => Promise.resolve('never looked at')],
    ['error with an uncloneable property', () => Object.assign(new Error('with function'), { callback() {} })],
    ['error of another realm', () => require('node:vm').runInNewContext("new RangeError('from afar')")],
  ];
}
