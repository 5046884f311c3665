const { ipcRenderer } = require('electron');
const { nowUs } = require('./clock');
const { bytes, notes, smallObject } = require('./payloads');

const payloads = { small: smallObject(), bytes: bytes(64 * 1024), objects: notes(64 * 1024) };

let port;
let ticks = { expected: 0, received: 0 };

function roundTripThroughPort(value) {
  return new Promise((resolve) => {
    port.onmessage = resolve;
    port.postMessage(value);
  });
}

const invoke = (value) => ipcRenderer.invoke('bench:invoke', value);
const sendSync = (value) => ipcRenderer.sendSync('bench:sendSync', value);

const roundTrips = {
  'invoke-small': () => invoke(payloads.small),
  'invoke-bytes': () => invoke(payloads.bytes),
  'invoke-objects': () => invoke(payloads.objects),
  'sendSync-small': () => sendSync(payloads.small),
  'sendSync-bytes': () => sendSync(payloads.bytes),
  'sendSync-objects': () => sendSync(payloads.objects),
  port: () => roundTripThroughPort(payloads.small),
};

async function measureRoundTrips(call, calls) {
  const callsUs = [];
  const startedAtUs = nowUs();
  for (let i = 0; i < calls; i++) {
    const calledAtUs = nowUs();
    const answer = call();
    if (answer instanceof Promise) await answer;
    callsUs.push(nowUs() - calledAtUs);
  }
  return { durationUs: nowUs() - startedAtUs, callsUs };
}

function floodMain(calls) {
  const startedAtUs = nowUs();
  for (let i = 0; i < calls; i++) ipcRenderer.send('bench:flood', payloads.small);
  // It travels behind the flood, so main has seen all of it by then.
  return { startedAtUs };
}

ipcRenderer.on('bench:tick', () => {
  if (++ticks.received === ticks.expected) ipcRenderer.send('bench:result', { finishedAtUs: nowUs() });
});

ipcRenderer.on('bench:run', async (_event, { workload, calls }) => {
  if (workload === 'flood-to-renderer') ticks = { expected: calls, received: 0 };
  else if (workload === 'flood-to-main') ipcRenderer.send('bench:result', floodMain(calls));
  else ipcRenderer.send('bench:result', await measureRoundTrips(roundTrips[workload], calls));
});

const channel = new MessageChannel();
port = channel.port1;
ipcRenderer.postMessage('bench:port', null, [channel.port2]);
