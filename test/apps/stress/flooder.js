// Sends as many messages a second as it is told, in small batches. Each batch waits until main has the one before it: a
// machine that can't do this many does what it can, and no queue hides how long main takes.

const { ipcRenderer } = require('electron');

const TICK_MS = 5;
/** What a batch can make up for. */
const LONGEST_BATCH_MS = 50;
/** As the small object of npm run bench. */
const MESSAGE = { id: 4711, title: 'North slope', tags: ['lichen', 'field'], size: { width: 640, height: 480 } };

let isStopping = false;
let stopped;

ipcRenderer.on('stress:start', (_event, messagesPerSecond) => {
  isStopping = false;
  stopped = flood(messagesPerSecond);
});

ipcRenderer.on('stress:stop', async () => {
  isStopping = true;
  ipcRenderer.send('stress:stopped', await stopped);
});

async function flood(messagesPerSecond) {
  let sent = 0;
  let batches = 0;
  const startedMs = performance.now();
  let lastMs = startedMs;
  while (!isStopping) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    const nowMs = performance.now();
    const sinceMs = Math.min(nowMs - lastMs, LONGEST_BATCH_MS);
    lastMs = nowMs;
    const messages = Math.round((messagesPerSecond * sinceMs) / 1000);
    for (let i = 0; i < messages; i++) ipcRenderer.send('stress:flood', MESSAGE);
    sent += messages;
    batches++;
    await ipcRenderer.invoke('stress:batch');
  }
  return { durationMs: performance.now() - startedMs, sent, batches };
}
