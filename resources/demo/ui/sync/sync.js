import { Pulse } from '../shared/pulse.mjs';
import { performSteps } from '../shared/tour-steps.js';
import { createLog } from './log.js';

const api = window.syncApp;
const log = createLog();
const state = document.querySelector('#state');
const worker = document.querySelector('#worker');
const restart = document.querySelector('#restart-worker');

/** Promises of things the worker reports, by the type of its message. */
const awaited = new Map();

document.querySelector('#start-sync').addEventListener('click', () => startSync('button'));
restart.addEventListener('click', () => restartWorker('asked for'));

const ambient = new Pulse([
  // The worker answers with the backlog.
  { messageCount: 2, play: () => api.markRead(log.newestEntry()) },
]);
api.onTraffic(({ messagesPerSecond }) => ambient.setRate(messagesPerSecond));
api.onReconnect(() => api.connect(onWorkerMessage));
api.onTourAct(async () => {
  await performSteps([runSync, restartAndReconnect]);
  api.finishTourAct();
});

const attached = reported('attached');
api.connect(onWorkerMessage);
await attached;
api.ready();

function onWorkerMessage(message) {
  if (message.type === 'attached') {
    state.textContent = 'Up to date';
    worker.textContent = `Worker process ${message.pid}`;
  }
  if (message.type === 'entry') log.add(message);
  if (message.type === 'finished') state.textContent = 'Up to date';
  awaited.get(message.type)?.resolve(message);
  awaited.delete(message.type);
}

function reported(type) {
  const deferred = Promise.withResolvers();
  awaited.set(type, deferred);
  return deferred.promise;
}

function startSync(requestedBy) {
  state.textContent = 'Syncing…';
  api.startSync(requestedBy);
}

async function restartWorker(reason) {
  state.textContent = 'Restarting…';
  restart.disabled = true;
  await api.restartWorker(reason);
  restart.disabled = false;
}

async function runSync() {
  const finished = reported('finished');
  startSync('tour');
  await finished;
}

async function restartAndReconnect() {
  const reattached = reported('attached');
  await restartWorker('tour');
  await reattached;
}
