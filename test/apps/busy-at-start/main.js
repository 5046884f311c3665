// Keeps its event loop from going on, as an app does that loads a lot: before its first line is done, and again when Electron is
// ready. Both times longer than the inspector waits for who has connected.

const { app } = require('electron');

const BUSY_MS = 3000;

function keepBusy() {
  const end = performance.now() + BUSY_MS;
  while (performance.now() < end);
}

keepBusy();
app.whenReady().then(keepBusy);
require('../attachable/main.cjs');
