// The utility process of the scenarios.

const { parentPort } = process;

parentPort.on('message', ({ data, ports }) => {
  if (data === 'exit') process.exit(3);
  parentPort.postMessage({ got: data });
  for (const port of ports) {
    port.on('message', (message) => port.postMessage({ answerTo: message.data }, message.ports));
    port.start();
  }
});
