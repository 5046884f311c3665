// A utility process: messages both ways, its start, its end, and what is sent to it afterwards.

const { join } = require('node:path');
const { utilityProcess } = require('electron');
const { nextEvent } = require('../page');

module.exports = async function utility() {
  const child = utilityProcess.fork(join(__dirname, '..', 'child.js'), [], { serviceName: 'indexer', stdio: 'ignore' });
  child.postMessage('before it has spawned');
  await nextEvent(child, 'message');
  try {
    child.postMessage(() => {});
  } catch {
    // As it should be.
  }
  const exited = nextEvent(child, 'exit');
  child.postMessage('exit');
  await exited;
  child.postMessage('after its end');

  const nameless = utilityProcess.fork(join(__dirname, '..', 'child.js'), [], { stdio: 'ignore' });
  await nextEvent(nameless, 'spawn');
  const killed = nextEvent(nameless, 'exit');
  nameless.kill();
  await killed;
};
