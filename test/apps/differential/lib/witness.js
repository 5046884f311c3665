module.exports = { witnessProcess };

/** Records what Electron and Node print and report beside the scenarios: console lines, unhandled errors, warnings. */
function witnessProcess(transcript) {
  for (const method of ['error', 'warn']) {
    console[method] = (...args) => transcript.record(`console.${method}`, args);
  }
  process.on('uncaughtException', (error, origin) => transcript.record('uncaughtException', [error, origin]));
  process.on('unhandledRejection', (reason) => transcript.record('unhandledRejection', reason));
  process.on('rejectionHandled', () => transcript.write('rejectionHandled', ''));
  process.on('warning', ({ name, message }) => transcript.record('warning', [name, message]));
}
