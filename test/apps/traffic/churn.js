// Opens, closes, reloads and navigates while the documents send.

const { OPENERS, load } = require('./views');

const FIRST_VIEWS = Object.keys(OPENERS);
const MOST_VIEWS = 11;
/**
 * It goes by what is sent, not by time: on a busy machine, opening windows would take all of it. Only if nothing is
 * sent any more, something must happen.
 */
const BETWEEN_MESSAGES = 700;
const LONGEST_REST_MS = 2000;
const LOOK_AGAIN_MS = 20;

const ACTIONS = {
  reload: ({ webContents }) => webContents.reload(),
  navigate: ({ webContents, page }) => load(webContents, page, { query: { again: '1' } }),
  // Another site: another process.
  leave: ({ webContents }) => webContents.loadURL('data:text/html,<title>elsewhere').catch(() => {}),
  hash: ({ webContents, page }) => load(webContents, page, { hash: 'here' }),
  crash: ({ webContents }) => webContents.forcefullyCrashRenderer(),
  destroy: (view) => view.destroy(),
  close: (view) => view.close(),
  removeFrame: ({ webContents }) => {
    webContents.executeJavaScript('document.querySelector("iframe")?.remove()').catch(() => {});
  },
};
const ACTION_NAMES = [...Object.keys(ACTIONS), 'open'];
/** Those after which its guest is attached again, or never again. */
const EMBEDDER_ACTION_NAMES = ['reload', 'navigate', 'crash', 'destroy', 'close', 'open'];

class Churn {
  #random;
  #documents;
  #views = new Set();
  #done = {};
  #timer;

  constructor(random, documents) {
    this.#random = random;
    this.#documents = documents;
  }

  start() {
    for (const name of FIRST_VIEWS) this.#open(name);
    let actedAtMs = performance.now();
    let actedAtMessages = 0;
    this.#timer = setInterval(() => {
      const { sent } = this.#documents;
      const hasRested = performance.now() - actedAtMs > LONGEST_REST_MS;
      if (sent - actedAtMessages < BETWEEN_MESSAGES && !hasRested) return;
      actedAtMs = performance.now();
      actedAtMessages = sent;
      this.#act();
    }, LOOK_AGAIN_MS);
  }

  /** Whether every guest that is to come is there. */
  get isSettled() {
    return [...this.#views].every(({ isAttaching }) => isAttaching !== true);
  }

  /** How often each thing was done. */
  get done() {
    return this.#done;
  }

  stop() {
    clearInterval(this.#timer);
  }

  closeAll() {
    this.stop();
    for (const view of this.#views) view.destroy();
  }

  #open(name) {
    const view = OPENERS[name]();
    this.#views.add(view);
    view.webContents.once('destroyed', () => this.#views.delete(view));
    view.webContents.on('render-process-gone', () => {
      this.#documents.crashed(view.webContents);
      if (!view.webContents.isDestroyed()) view.webContents.reload();
    });
  }

  #act() {
    const view = this.#pick([...this.#views].filter(({ isAttaching }) => isAttaching !== true));
    // Whatever was closed is to be made up for.
    const isShort = view === undefined || this.#views.size < FIRST_VIEWS.length;
    const name = isShort ? 'open' : this.#pick(view.isAttaching === undefined ? ACTION_NAMES : EMBEDDER_ACTION_NAMES);
    if (name === 'open') {
      if (this.#views.size >= MOST_VIEWS) return;
      this.#open(this.#pick(FIRST_VIEWS));
    } else {
      if (view.isAttaching === false) view.isAttaching = true;
      ACTIONS[name](view);
    }
    this.#done[name] = (this.#done[name] ?? 0) + 1;
  }

  #pick(items) {
    return items[Math.floor(this.#random() * items.length)];
  }
}

module.exports = { Churn };
