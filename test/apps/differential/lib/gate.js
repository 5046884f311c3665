const { existsSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { until } = require('./waiting');

module.exports = { passGate };

/** Stops at a point at which the test may do something outside of the app, until the test lets it go on. */
async function passGate(folder, name) {
  writeFileSync(join(folder, `${name}.reached`), '');
  await until(`gate ${name}`, () => existsSync(join(folder, `${name}.open`)));
}
