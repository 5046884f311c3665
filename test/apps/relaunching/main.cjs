// Restarts itself once, as an updater does. Writes a line into the file given with --log each time. With --stay, the second
// one goes on.

'use strict';

const { appendFileSync, existsSync } = require('node:fs');
const { app } = require('electron');

const log = app.commandLine.getSwitchValue('log');
const isSecond = existsSync(log);
const own = process.argv.slice(1).filter((argument) => argument.startsWith('--'));
appendFileSync(log, `${isSecond ? 'second' : 'first'} ${own.map((argument) => argument.split('=')[0]).join(' ')}\n`);

app.whenReady().then(() => {
  if (!isSecond) app.relaunch();
  if (!isSecond || !app.commandLine.hasSwitch('stay')) app.exit(0);
});
