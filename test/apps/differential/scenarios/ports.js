// Message channels whose ends are both in main, or one of them in a renderer.

const { ipcMain, MessageChannelMain } = require('electron');
const { makeValues } = require('../lib/values');

module.exports = async function ports(context) {
  await withinMain(context);
  await queueing(context);
  await withRenderer(context);
  await betweenRenderers(context);
};

async function withinMain({ record, write, describe, until }) {
  const { port1, port2 } = new MessageChannelMain();
  const got = [];
  port2.on('message', (event) => {
    got.push(
      `${describe(event.data)} ports:${event.ports.length} keys:${Object.keys(event)} ${typeof event.preventDefault}`,
    );
  });
  port2.once('close', () => got.push('port2 closed'));
  port1.once('close', () => got.push('port1 closed'));
  port2.start();
  const values = makeValues();
  for (const [name, value] of values) port1.postMessage([name, value, value]);
  await until('the values', () => got.length === values.length);
  write('within main', got.splice(0));

  const self = [];
  port1.on('message', function listener({ data }) {
    self.push(this === port1, data);
  });
  record('returned', [port1.start(), port2.postMessage('back'), port2.postMessage('twice', [])]);
  await until('both', () => self.length === 4);
  record('this', self);
  record('returned by close', port1.close());
  await until('the close', () => got.length >= 2);
  record('closed', got.sort());
  record('after closing', [
    port1.postMessage('lost'),
    port2.postMessage('lost'),
    port1.close(),
    port2.close(),
    port1.start(),
  ]);
}

/** What arrives before `start` waits; what is posted before the listener is there is not lost either. */
async function queueing({ record, until }) {
  const { port1, port2 } = new MessageChannelMain();
  const got = [];
  for (let n = 0; n < 5; n++) port1.postMessage(n);
  port2.on('message', ({ data }) => got.push(data));
  await new Promise((resolve) => setImmediate(resolve));
  record('before start', got);
  port2.start();
  port2.start();
  port1.postMessage('after start');
  await until('all', () => got.length === 6);
  record('after start', got);
  // Closed with messages under way: they still arrive.
  for (let n = 0; n < 3; n++) port1.postMessage(`last ${n}`);
  port1.close();
  let isClosed = false;
  port2.on('close', () => {
    isClosed = true;
  });
  await until('the close', () => isClosed);
  record('last words', got.slice(6));
}

async function withRenderer({ page, record, write, describe, nextEvent, until }) {
  const arrived = nextEvent(ipcMain, 'ports:from renderer');
  await page.run(({ ipcRenderer, describe }) => {
    const { port1, port2 } = new MessageChannel();
    globalThis.portLog = [];
    port1.onmessage = ({ data, ports }) => globalThis.portLog.push(`${describe(data)} ports:${ports.length}`);
    port1.onclose = () => globalThis.portLog.push('closed');
    globalThis.port = port1;
    port1.postMessage('before the transfer');
    ipcRenderer.postMessage('ports:from renderer', { with: 'port' }, [port2]);
    port1.postMessage('after the transfer');
  });
  const [event, message] = await arrived;
  record('arrived', [
    message,
    event.ports.length,
    event.ports[0].constructor.name,
    Object.keys(event).includes('reply'),
  ]);
  const [port] = event.ports;
  const got = [];
  port.on('message', ({ data, ports }) => got.push(`${describe(data)} ports:${ports.length}`));
  port.start();
  await until('both', () => got.length === 2);
  write('from the renderer', got.splice(0));
  for (const [name, value] of makeValues()) port.postMessage([name, value]);
  await page.run(async ({ makeValues }, count) => {
    while (globalThis.portLog.length < count) await new Promise((resolve) => setTimeout(resolve, 2));
    for (const [name, value] of makeValues()) globalThis.port.postMessage([name, value, value]);
  }, makeValues().length);
  await until('the values', () => got.length === makeValues().length);
  write('values from the renderer', got);
  write('values from main', await page.run(() => globalThis.portLog.splice(0)));
  port.close();
  await page.run(async () => {
    while (globalThis.portLog.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  });
  write('after main closed', await page.run(() => globalThis.portLog));

  // Closed by the renderer.
  const again = nextEvent(ipcMain, 'ports:from renderer');
  await page.run(({ ipcRenderer }) => {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage('ports:from renderer', null, [port2]);
    port1.postMessage('last');
    port1.close();
  });
  const [{ ports }] = await again;
  const end = [];
  ports[0].on('message', ({ data }) => end.push(data));
  ports[0].on('close', (...args) => end.push(['closed', args.length]));
  ports[0].start();
  await until('the close', () => end.length === 2);
  record('closed by the renderer', end);
}

async function betweenRenderers({ page, otherPage, record, write, nextEvent }) {
  // One renderer's port, through main, to another renderer; main sees nothing of what follows.
  const open = ({ ipcRenderer, describe }) => {
    globalThis.opened = new Promise((resolve) => {
      ipcRenderer.once('ports:yours', (event, text) => {
        const [port] = event.ports;
        port.onmessage = ({ data }) => {
          resolve(`${text} ${describe(data)}`);
          // Both ends may have got this listener.
          if (data !== 'answer') port.postMessage('answer');
        };
      });
    });
  };
  await otherPage.run(open);
  const arrived = nextEvent(ipcMain, 'ports:pass on');
  await page.run(({ ipcRenderer }) => {
    const { port1, port2 } = new MessageChannel();
    globalThis.answered = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    port1.postMessage('from the first page');
    ipcRenderer.postMessage('ports:pass on', 'take it', [port2]);
  });
  const [event, text] = await arrived;
  record('passed on', otherPage.webContents.postMessage('ports:yours', text, event.ports));
  write('in the other page', await otherPage.run(() => globalThis.opened));
  record('answered', await page.run(() => globalThis.answered));

  // Both ends of a channel made in main, one to each.
  await page.run(open);
  await otherPage.run(open);
  const { port1, port2 } = new MessageChannelMain();
  port1.postMessage('queued in main');
  otherPage.mainFrame.postMessage('ports:yours', 'made in main', [port2]);
  page.webContents.postMessage('ports:yours', 'made in main', [port1]);
  write('queued', await otherPage.run(() => globalThis.opened));

  // A port sent through a port.
  const outer = new MessageChannelMain();
  const inner = new MessageChannelMain();
  const received = nextEvent(outer.port2, 'message');
  outer.port2.start();
  outer.port1.postMessage('with a port', [inner.port2]);
  const [
    {
      data,
      ports: [passed],
    },
  ] = await received;
  const through = nextEvent(passed, 'message');
  passed.start();
  inner.port1.postMessage('through the passed port');
  record('port through a port', [data, (await through)[0].data, passed === inner.port2]);
  outer.port1.close();
  inner.port1.close();
}
