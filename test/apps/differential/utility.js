// The utility process of the scenarios: tells what it received, and obeys.

const { describe } = require('./lib/describe');

const { parentPort } = process;

parentPort.on('message', ({ data, ports }) => {
  if (data?.command === 'surroundings') {
    const { argv, execArgv, env } = process;
    parentPort.postMessage({ argv: argv.slice(2), execArgv, names: Object.keys(env) });
  } else if (data?.command === 'send') {
    for (const value of data.values) parentPort.postMessage(value);
  } else if (data?.command === 'exit') {
    process.exit(data.code);
  } else if (data?.command === 'quiet') {
    // Nothing is answered.
  } else {
    parentPort.postMessage(`${describe(data)} ports:${ports.length}`);
    for (const port of ports) answerOn(port);
  }
});

function answerOn(port) {
  port.on('message', ({ data }) => port.postMessage(`through the port: ${describe(data)}`));
  port.start();
}
