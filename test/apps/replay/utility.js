// Sends back what it gets.

process.parentPort.on('message', ({ data }) => process.parentPort.postMessage(data));
