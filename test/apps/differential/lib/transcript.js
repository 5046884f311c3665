const { closeSync, openSync, writeSync } = require('node:fs');
const { describe } = require('./describe');

/** What the app observed, one JSON object a line, written at once: a crash must not lose it. */
exports.Transcript = class Transcript {
  constructor(file) {
    this.file = openSync(file, 'w');
    this.scenario = 'start';
  }

  begin(scenario) {
    this.scenario = scenario;
  }

  /** @param value anything; its description is recorded */
  record(step, value) {
    this.write(step, describe(value));
  }

  /** @param text recorded as it is */
  write(step, text) {
    if (this.file !== undefined)
      writeSync(this.file, `${JSON.stringify({ scenario: this.scenario, step, value: text })}\n`);
  }

  close() {
    closeSync(this.file);
    this.file = undefined;
  }
};
