// Runs the scenario that is named by `--scenario=…`, prints `scenario done`, and stays until it is ended.

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { app } = require('electron');

const name = app.commandLine.getSwitchValue('scenario');

app.disableHardwareAcceleration();
app.setPath('userData', mkdtempSync(join(tmpdir(), 'electroscope-paths-')));
app.on('window-all-closed', () => {});
app
  .whenReady()
  .then(() => require(`./scenarios/${name}`)())
  .then(
    () => console.log('scenario done'),
    (error) => console.log(`scenario failed: ${error?.stack ?? error}`),
  );
