// What the process looks like as the app's first line runs. Looked at while this file loads: later is too late.

const { EventEmitter } = require('node:events');
const Module = require('node:module');
const { app, ipcMain, session } = require('electron');

const cachedModules = Object.keys(require.cache);

// Node opens the standard streams when they are first read; closing any socket reads `process.stderr`, and the agent's
// may be closed at any time.
void process.stdout;
void process.stderr;

const first = [
  ['process.argv', process.argv],
  ['process.execArgv', process.execArgv],
  ['process.argv0', process.argv0],
  ['environment', Object.keys(process.env)],
  ['process', Reflect.ownKeys(process).map(String)],
  ['process listeners', countListeners(process)],
  ['app listeners', countListeners(app)],
  ['ipcMain listeners', countListeners(ipcMain)],
  ['app properties', Reflect.ownKeys(app).map(String)],
  ['globals', Reflect.ownKeys(globalThis).map(String)],
  ['modules', cachedModules],
  ['children of this module', module.children.map(({ id }) => id)],
  ['preloaded modules', Module._preloadModules.length],
  ['active resources', activeResources()],
  ['stack trace limit', [Error.stackTraceLimit, typeof Error.prepareStackTrace]],
  ['default listeners', [EventEmitter.defaultMaxListeners, EventEmitter.captureRejections]],
  ['umask and directory', [process.umask(), process.cwd()]],
];

module.exports = function surroundings({ record }) {
  for (const [step, value] of first) record(step, value);
  record('active resources when ready', activeResources());
  record('app listeners when ready', countListeners(app));
  record('default session listeners', countListeners(session.defaultSession));
  record('process listeners when ready', countListeners(process));
};

function countListeners(emitter) {
  return emitter.eventNames().map((name) => [name, emitter.listenerCount(name), emitter.rawListeners(name).length]);
}

/** Without requests: Node lists those of the agent's socket, though it doesn't wait for them. */
function activeResources() {
  return process
    .getActiveResourcesInfo()
    .filter((name) => !/^(Connect|Write|Shutdown)Wrap$/.test(name))
    .sort();
}
