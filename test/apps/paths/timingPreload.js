// The page's part of scenarios/timing.js. In every world in which a preload may run.

const { contextBridge, ipcRenderer } = require('electron');

ipcRenderer.on('be-busy', (_event, busyMs) => {
  const endMs = performance.now() + busyMs;
  while (performance.now() < endMs);
});
ipcRenderer.on('after-busy', () => {});

async function runTiming() {
  const rejections = [];
  const note = (event) => {
    rejections.push(event.reason.message);
    event.preventDefault();
  };
  addEventListener('unhandledrejection', note);

  const beforeMs = performance.now();
  ipcRenderer.sendSync('sync');
  const syncMs = performance.now() - beforeMs;

  // Main is busy with the first when the second comes.
  ipcRenderer.send('block');
  ipcRenderer.send('behind');

  // What never leaves the frame is not counted.
  const failures = [
    attempt(() => ipcRenderer.send('uncloneable', () => {})),
    attempt(() => ipcRenderer.postMessage('uncloneable', () => {})),
    attempt(() => ipcRenderer.sendSync('uncloneable', () => {})),
    await ipcRenderer.invoke('uncloneable', () => {}).catch((error) => error.message),
  ];

  const answer = await ipcRenderer.invoke('later');
  const handled = await ipcRenderer.invoke('fails').catch((error) => error.message);
  ipcRenderer.invoke('fails', 'unhandled');
  // A task after which a rejection that nobody handles is reported.
  await ipcRenderer.invoke('later');
  await new Promise((resolve) => setTimeout(resolve));
  removeEventListener('unhandledrejection', note);
  ipcRenderer.send('measured', { syncMs, failures, answer, handled, rejections });
  ipcRenderer.send('done');
}

function attempt(call) {
  try {
    call();
    return 'sent';
  } catch (error) {
    return error.message;
  }
}

if (process.contextIsolated) contextBridge.exposeInMainWorld('runTiming', runTiming);
else globalThis.runTiming = runTiming;
