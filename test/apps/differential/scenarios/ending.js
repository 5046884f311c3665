// Waits for the test before the last scenario, and, where an inspector goes, for its agent to be gone.

const { EventEmitter } = require('node:events');

module.exports = async function ending({ gate, record, until }) {
  await gate('end');
  // What an agent puts there goes with it; Electron and Node put nothing there.
  await until('the agent to be gone', () => process.emit === EventEmitter.prototype.emit);
  record('gone', true);
};
