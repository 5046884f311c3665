// Whatever a handler returns is asked for its `then` exactly as often as Electron does, and no more.

// biome-ignore-all lint/suspicious/noThenProperty: it is what is tested.

const { ipcMain } = require('electron');

class CountingPromise extends Promise {
  static made = 0;
  static thens = 0;

  constructor(executor) {
    super(executor);
    CountingPromise.made++;
  }

  then(...args) {
    CountingPromise.thens++;
    return super.then(...args);
  }
}

class SpeciesPromise extends Promise {
  static asked = 0;

  static get [Symbol.species]() {
    SpeciesPromise.asked++;
    return Promise;
  }
}

module.exports = async function thenables({ page, record, write }) {
  const counts = {};
  const count = (what) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const results = {
    thenable: () => ({
      then(resolve) {
        count('then called');
        resolve('thenable');
      },
    }),
    'getter of then': () => ({
      get then() {
        count('then read');
        return (resolve) => resolve('by getter');
      },
    }),
    'rejecting thenable': () => ({
      then(_resolve, reject) {
        count('then rejects');
        reject(new Error('rejected by a thenable'));
      },
    }),
    'throwing getter of then': () => ({
      get then() {
        count('throwing then read');
        throw new Error('no then');
      },
    }),
    'thenable twice': () => ({
      then(resolve, reject) {
        count('then resolves twice');
        resolve('once');
        resolve('twice');
        reject(new Error('too late'));
      },
    }),
    'counting promise': () => CountingPromise.resolve('counting'),
    'rejected counting promise': () => CountingPromise.reject(new Error('counting')),
    'species promise': () => SpeciesPromise.resolve('species'),
    'own then': () =>
      Object.assign(Promise.resolve('own'), {
        then(resolve) {
          count('own then');
          resolve('mine');
        },
      }),
    'own constructor': () =>
      Object.defineProperty(Promise.resolve('own constructor'), 'constructor', {
        get() {
          count('constructor read');
          return Promise;
        },
      }),
    'thenable of a promise': () => Promise.resolve({ nested: Promise.resolve(1) }).then(() => 'chained'),
    'promise of another realm': () => require('node:vm').runInNewContext("Promise.resolve('from afar')"),
    'frozen promise': () => Object.freeze(Promise.resolve('frozen')),
    'proxy of a promise': () =>
      new Proxy(Promise.resolve('proxied'), {
        get(target, key) {
          count(`trap get ${String(key)}`);
          const value = target[key];
          return typeof value === 'function' ? value.bind(target) : value;
        },
        getPrototypeOf(target) {
          count('trap getPrototypeOf');
          return Object.getPrototypeOf(target);
        },
      }),
  };
  for (const [name, make] of Object.entries(results)) {
    ipcMain.handle('thenables:ask', make);
    write(name, await page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('thenables:ask'))));
    ipcMain.removeHandler('thenables:ask');
  }
  record('counts', counts);
  record('promises made', [CountingPromise.made, CountingPromise.thens, SpeciesPromise.asked]);
  await reactions(page, record);
};

/** The handler's own reactions on its promise run when they would have, and a rejection it never handles stays quiet. */
async function reactions(page, record) {
  const log = [];
  ipcMain.handle('thenables:order', () => {
    const promise = Promise.resolve('value');
    promise.then(() => log.push('own reaction before return'));
    queueMicrotask(() => log.push('microtask'));
    process.nextTick(() => log.push('tick'));
    return promise;
  });
  ipcMain.handle('thenables:rejected', () => {
    const promise = Promise.reject(new Error('rejected at once'));
    setImmediate(() => promise.catch(() => log.push('caught late')));
    return promise;
  });
  await page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('thenables:order')));
  await page.run(({ ipcRenderer, settled }) => settled(ipcRenderer.invoke('thenables:rejected')));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  record('reactions', log);
  ipcMain.removeHandler('thenables:order');
  ipcMain.removeHandler('thenables:rejected');
}
