// Waits for the test before the last scenario, and, where an inspector goes, for its agent to be gone.

const { EventEmitter } = require('node:events');

module.exports = async function ending({ gate, record, until }) {
  await gate('end');
  // What an agent puts in its place goes with it; Node's own hands on to a function of the same file.
  const isNodes = () => /\b_listeners\(/.test(String(EventEmitter.prototype.rawListeners));
  await until('the agent to be gone', isNodes);
  record('gone', true);
};
