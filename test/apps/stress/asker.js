// Asks main again and again, one question at a time, and measures how long each answer takes.

const { ipcRenderer } = require('electron');

const BETWEEN_MS = 2;
const QUESTION = { id: 4711, title: 'North slope' };

let isStopping = false;
let stopped;

ipcRenderer.on('stress:start', () => {
  isStopping = false;
  stopped = askUntilStopped();
});

ipcRenderer.on('stress:stop', async () => {
  isStopping = true;
  ipcRenderer.send('stress:stopped', await stopped);
});

async function askUntilStopped() {
  let asked = 0;
  const answersUs = [];
  while (!isStopping) {
    asked++;
    const askedAtNs = process.hrtime.bigint();
    await ipcRenderer.invoke('stress:ask', QUESTION);
    answersUs.push(Number(process.hrtime.bigint() - askedAtNs) / 1000);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  return { asked, answersUs };
}
