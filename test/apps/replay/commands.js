// What the test asks for: a JSON list a line, a command and its arguments, over the socket of `--commands=…`. Each is answered with
// one line, `{"value":…}` or `{"error":…}`, when it is done; `{"seen":…}` are what handlers and listeners saw.

const { createServer } = require('node:net');
const { join } = require('node:path');
const { app, MessageChannelMain, utilityProcess } = require('electron');
const { describe } = require('../differential/lib/describe');
const { makeValues } = require('../differential/lib/values');
const { say, sayTo } = require('./handlers');
const { openEmbedder, openWindow } = require('./windows');

module.exports = { serveCommands };

/** Not those of which a recording lacks something: nesting, names on an array, the buffer behind views, what getters give. */
const NOT_WHOLE = ['deep object', 'array with properties', 'views of one buffer', 'buffer', 'getter'];

function wholeValues() {
  return makeValues()
    .filter(([name]) => !NOT_WHOLE.includes(name))
    .map(([, value]) => value);
}

/** Kept, as an app would. */
const kept = [];

/** @param windows by mode */
function serveCommands(windows) {
  const frameOf = (mode, place) => {
    const { mainFrame } = windows.get(mode).webContents;
    return place === 'sub-frame' ? mainFrame.frames[0] : mainFrame;
  };
  const commands = {
    /** A frame calls with each value of lib/values.js; with `all`, once with all of them. */
    call(mode, place, kind, channel, how) {
      const values = wholeValues();
      const frame = frameOf(mode, place);
      if (how === 'all') frame.send('do', kind, channel, ...(kind === 'postMessage' ? [values] : values));
      else for (const value of values) frame.send('do', kind, channel, value);
    },
    callWith(mode, place, kind, channel, ...args) {
      frameOf(mode, place).send('do', kind, channel, ...args);
    },
    push(mode, place, kind, channel) {
      const values = wholeValues();
      if (kind === 'postMessage') frameOf(mode, place).postMessage(channel, values);
      else frameOf(mode, place).send(channel, ...values);
    },
    wrap(mode, how) {
      frameOf(mode, 'window').send('wrap', how);
    },
    async callHost(channel, ...args) {
      const guest = await openEmbedder();
      guest.mainFrame.send('do', 'sendToHost', channel, ...args);
    },
    own(mode, place) {
      frameOf(mode, place).send('own');
    },
    run(mode, place, code) {
      return frameOf(mode, place).executeJavaScript(code);
    },
    close(mode) {
      windows.get(mode).destroy();
    },
    async reopen(mode) {
      windows.set(mode, await openWindow(mode));
    },
    crash(mode) {
      windows.get(mode).webContents.forcefullyCrashRenderer();
    },
    navigate(mode) {
      return windows.get(mode).webContents.loadFile(join(__dirname, 'frame.html'));
    },
    block(ms) {
      const until = Date.now() + ms;
      while (Date.now() < until);
    },
    exit() {
      app.exit(7);
    },
    /** A channel whose one end main keeps and the other a frame gets. */
    openPort(mode, name) {
      const { port1, port2 } = new MessageChannelMain();
      port1.on('message', ({ data }) => say({ channel: 'port:main', name, data: describe(data) }));
      port1.start();
      kept.push(port1);
      frameOf(mode, 'window').postMessage('port', name, [port2]);
      port1.postMessage({ hello: name });
    },
    postOnPort(mode, name, data) {
      frameOf(mode, 'window').send('post on port', name, data);
    },
    closePorts() {
      for (const port of kept.splice(0)) port.close();
    },
    fork() {
      const child = utilityProcess.fork(join(__dirname, 'utility.js'), [], { serviceName: 'echo' });
      child.on('message', (data) => say({ channel: 'utility:main', data: describe(data) }));
      return new Promise((resolve) => {
        child.once('spawn', () => {
          child.postMessage(wholeValues());
          kept.push(child);
          resolve();
        });
      });
    },
    kill() {
      const child = kept.pop();
      return new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill();
      });
    },
  };
  createServer((socket) => {
    sayTo((seen) => socket.write(`${JSON.stringify({ seen })}\n`));
    onLines(socket, async (line) => {
      const [name, ...args] = JSON.parse(line);
      let answer;
      try {
        answer = { value: (await commands[name](...args)) ?? null };
      } catch (error) {
        answer = { error: String(error) };
      }
      socket.write(`${JSON.stringify(answer)}\n`);
    });
    socket.on('error', () => {});
  }).listen(app.commandLine.getSwitchValue('commands'));
}

/** Not readline: from Node 24 on, that ends lines at U+2028 too, which JSON leaves as it is. */
function onLines(socket, take) {
  let begun = '';
  socket.setEncoding('utf8').on('data', (text) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop();
    for (const line of lines) take(line);
  });
}
