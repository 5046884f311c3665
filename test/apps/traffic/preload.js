// Runs in every document: sends at random until main says that it is enough. Each message carries the number of the
// document and its own number in it, from 1. Sandboxed preloads can require nothing of ours, so it is all in here.

const { ipcRenderer } = require('electron');

const LONGEST_BURST = 300;
/** Channels with a listener take turns, so that a message can't be taken for the one after it. */
const TURNS = 32;

const joined = ipcRenderer.sendSync('traffic:join');
// Null in a document that was on its way out before it could join.
if (typeof joined?.document === 'number') run(joined);

function run({ document, seed, isGuest }) {
  const random = seededRandom(seed);
  const sent = {};
  let count = 0;
  let isOver = false;
  let echoes = Promise.resolve();

  /** Counts a message that is about to be sent. @returns its number */
  function next(kind) {
    sent[kind] = (sent[kind] ?? 0) + 1;
    return ++count;
  }

  const unheard = (n) => `unheard:${document}:${n}`;
  const turn = (name, n) => `${name}:${n % TURNS}`;

  function send(channelOf) {
    const n = next('send');
    ipcRenderer.send(channelOf(n), document, n, payload());
  }

  function invoke(channelOf) {
    const n = next('invoke');
    return ipcRenderer.invoke(channelOf(n), document, n, payload()).catch(() => {});
  }

  function sendSync(channelOf) {
    const n = next('sendSync');
    ipcRenderer.sendSync(channelOf(n), document, n);
  }

  function postMessage(channelOf, transfer) {
    const n = next('postMessage');
    ipcRenderer.postMessage(channelOf(n), [document, n, payload()], transfer);
  }

  /** A port to main, on which every message comes back. */
  function openPort() {
    const { port1, port2 } = new MessageChannel();
    const messages = 1 + Math.floor(random() * 20);
    postMessage((n) => turn('port', n), [port2]);
    const echoed = new Promise((resolve) => {
      let left = messages;
      port1.onmessage = () => {
        if (--left > 0) return;
        port1.close();
        resolve();
      };
    });
    for (let i = 0; i < messages; i++) port1.postMessage([document, i]);
    echoes = Promise.all([echoes, echoed]);
  }

  function sendToHost() {
    const n = next('sendToHost');
    ipcRenderer.sendToHost(unheard(n), document, n, payload());
  }

  function payload() {
    const values = [undefined, count, `text ${count}`, { count, list: [1, 2] }, new Date(count), new Uint8Array(9)];
    return values[Math.floor(random() * values.length)];
  }

  /** Weight, and what is sent. */
  const kinds = [
    [450, () => send(unheard)],
    [250, () => send((n) => turn('heard', n))],
    [100, () => invoke((n) => turn('ask', n))],
    [30, () => invoke((n) => turn('ask-later', n))],
    [4, () => invoke((n) => turn('fail', n))],
    [4, () => invoke((n) => turn('fail-later', n))],
    [4, () => invoke(unheard)],
    [40, () => sendSync((n) => turn('answer', n))],
    // These two keep the document standing still until garbage is collected in main.
    [0.2, () => sendSync((n) => turn('silent', n))],
    [0.2, () => sendSync(unheard)],
    [25, () => postMessage(unheard)],
    [25, () => postMessage((n) => turn('heard', n))],
    [4, openPort],
    [isGuest ? 50 : 0, sendToHost],
  ];
  const totalWeight = kinds.reduce((sum, [weight]) => sum + weight, 0);

  function sendAny() {
    let at = random() * totalWeight;
    for (const [weight, sendOne] of kinds) {
      at -= weight;
      if (at < 0) return sendOne();
    }
    return undefined;
  }

  async function burst() {
    const answers = [];
    for (let left = Math.floor(random() * LONGEST_BURST); left > 0 && !isOver; left--) answers.push(sendAny());
    if (random() < 0.3) await Promise.all(answers);
    return answers;
  }

  async function sendUntilEnough() {
    let answers = [];
    for (let goesOn = true; goesOn && !isOver; ) {
      answers = [...answers, ...(await burst())];
      if (isOver) return;
      const n = next('invoke');
      goesOn = await ipcRenderer.invoke('traffic:pulse', document, n).catch(() => false);
    }
    await Promise.all([...answers, echoes]);
    tellEnd(() => ipcRenderer.send('traffic:end', document, next('send'), sent));
  }

  function tellEnd(tell) {
    if (isOver) return;
    isOver = true;
    tell();
  }

  addEventListener('pagehide', () => {
    tellEnd(() => ipcRenderer.sendSync('traffic:hide', document, next('sendSync'), sent));
  });
  sendUntilEnough();
}

/** As in random.js. */
function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
