// Handlers that describe the event they get, field by field, and windows whose frames call what they are told to.

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { app } = require('electron');

if (app.commandLine.hasSwitch('session-dispatch')) require('../../fixtures/sessionDispatch/sessionDispatch.cjs');

const { openWindow } = require('./windows');
const { registerHandlers } = require('./handlers');
const { serveCommands } = require('./commands');

app.disableHardwareAcceleration();
app.setPath('userData', mkdtempSync(join(tmpdir(), 'electroscope-replay-')));
app.on('window-all-closed', () => {});
app.whenReady().then(async () => {
  registerHandlers();
  const windows = new Map();
  for (const mode of app.commandLine.getSwitchValue('modes').split(',')) windows.set(mode, await openWindow(mode));
  serveCommands(windows);
  console.log('replay app ready');
});
