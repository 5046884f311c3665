// Random IPC of every kind, from many documents at once, that come and go: TRAFFIC_MESSAGES of it, from TRAFFIC_SEED.
// In the end, with all windows closed, TRAFFIC_REPORT says what was sent, as those counted it that sent it.

const { writeFileSync } = require('node:fs');
const v8 = require('node:v8');
const vm = require('node:vm');
const { app, ipcMain } = require('electron');
const { answer, Counts, sendSome } = require('./answers');
const { Churn } = require('./churn');
const { Documents } = require('./documents');
const { seededRandom } = require('./random');

/** A document that waits for an answer that nobody will give goes on after a garbage collection. */
const COLLECT_EVERY_MS = 100;
const LOOK_AGAIN_MS = 20;

const seed = Number(process.env.TRAFFIC_SEED);
const random = seededRandom(seed);
const documents = new Documents(seed, Number(process.env.TRAFFIC_MESSAGES));
const counts = new Counts();
const churn = new Churn(random, documents);

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');

answer(random, counts);
// Otherwise Electron shows it in a box, and waits.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack}\n`);
  app.exit(1);
});
app.on('window-all-closed', () => {});
app.disableHardwareAcceleration();
app.whenReady().then(async () => {
  const collecting = setInterval(collect, COLLECT_EVERY_MS);
  ipcMain.on('heard:0', (event) => sendSome(event, random, counts));
  churn.start();
  await until(() => documents.isEnough);
  churn.stop();
  await until(() => churn.isSettled && documents.areOver);
  churn.closeAll();
  clearInterval(collecting);
  const { sent, portReceived, portSent } = counts;
  const report = { documents: documents.describe(), churn: churn.done, sent, portReceived, portSent };
  writeFileSync(process.env.TRAFFIC_REPORT, JSON.stringify(report));
  process.stdout.write('[traffic] over\n');
});

async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
}
