// Starts the app, and again whenever edition.txt is saved, as nodemon and its like do.

'use strict';

const { spawn } = require('node:child_process');
const { watch } = require('node:fs');
const { join } = require('node:path');

const electron = process.env.ELECTRON_EXEC_PATH;
let app;

function start() {
  app = spawn(electron, [__dirname], { stdio: 'inherit' });
}

start();
let isRestarting = false;
watch(join(__dirname, 'edition.txt'), () => {
  if (isRestarting) return;
  isRestarting = true;
  app.once('exit', () => {
    isRestarting = false;
    start();
  });
  app.kill('SIGTERM');
});
