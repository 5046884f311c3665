// What main knows of the documents that send: who they are, what they said they sent, and what became of them.

const { ipcMain } = require('electron');
const { seededRandom } = require('./random');

/** @typedef {'running' | 'ended' | 'hidden' | 'cut'} Fate cut: it went without being able to say what it had sent */

class Documents {
  #all = [];
  #random;
  #isEnough = false;
  #messages;

  /** @param messages after this many of them it is enough */
  constructor(seed, messages) {
    this.#random = seededRandom(seed);
    this.#messages = messages;
    ipcMain.on('traffic:join', (event) => {
      event.returnValue = this.#join(event);
    });
    ipcMain.handle('traffic:pulse', (_event, document, count) => this.#pulse(document, count));
    ipcMain.on('traffic:end', (_event, document, count, sent) => this.#end(document, 'ended', count, sent));
    ipcMain.on('traffic:hide', (event, document, count, sent) => {
      this.#end(document, 'hidden', count, sent);
      event.returnValue = true;
    });
  }

  /** That many messages were surely sent. */
  get sent() {
    return this.#all.reduce((sum, { count }) => sum + count, 0);
  }

  /** From then on documents end at their next pulse. */
  get isEnough() {
    return this.#isEnough;
  }

  get areOver() {
    return this.#all.every((document) => document.fate !== 'running' || isGone(document));
  }

  /** The renderer of these documents crashed. */
  crashed(webContents) {
    for (const document of this.#all) {
      if (document.webContents === webContents && document.fate === 'running') document.fate = 'cut';
    }
  }

  describe() {
    return this.#all.map(({ fate, count, sent }, i) => ({
      document: i + 1,
      fate: fate === 'running' ? 'cut' : fate,
      count,
      sent,
    }));
  }

  #join({ sender, senderFrame, processId, frameId }) {
    // A new document in the same frame: the one before it is over, whether it could say so or not.
    for (const document of this.#all) {
      const isSameFrame = document.processId === processId && document.frameId === frameId;
      if (isSameFrame && document.fate === 'running') document.fate = 'cut';
    }
    const seed = Math.floor(this.#random() * 2 ** 32);
    const facts = { webContents: sender, frame: senderFrame, processId, frameId };
    const document = this.#all.push({ ...facts, fate: 'running', count: 0, sent: undefined });
    return { document, seed, isGuest: sender.getType() === 'webview' };
  }

  /** @returns whether the document goes on */
  #pulse(document, count) {
    this.#all[document - 1].count = count;
    if (!this.#isEnough && this.sent >= this.#messages) this.#isEnough = true;
    return !this.#isEnough;
  }

  #end(document, fate, count, sent) {
    Object.assign(this.#all[document - 1], { fate, count, sent });
  }
}

function isGone({ frame, processId, frameId }) {
  // Null or undefined: it was gone before it was asked for.
  if (!frame || frame.isDestroyed()) return true;
  // Electron's object goes on to stand for what has taken the place of the frame in another process.
  return frame.processId !== processId || frame.routingId !== frameId;
}

module.exports = { Documents };
