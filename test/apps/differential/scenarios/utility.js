const { join } = require('node:path');
const { ipcMain, MessageChannelMain, utilityProcess } = require('electron');
const { describeProperties, prototypeNames } = require('../lib/descriptors');
const { makeUncloneable, makeValues } = require('../lib/values');

const MODULE = join(__dirname, '..', 'utility.js');

module.exports = async function utility(context) {
  const { record, write, describe, attempt, nextEvent, until } = context;
  record(
    'without a module',
    attempt(() => utilityProcess.fork()),
  );
  record(
    'wrong arguments',
    attempt(() => utilityProcess.fork(MODULE, 'text')),
  );

  const child = utilityProcess.fork(MODULE, ['first', 'second'], { serviceName: 'differential', stdio: 'ignore' });
  write('properties', describeProperties(child));
  write('classes', prototypeNames(child));
  record(
    'events',
    child.eventNames().map((name) => [name, child.listenerCount(name)]),
  );
  record('pid', typeof child.pid);
  const spawned = [];
  child.on('spawn', (...args) => spawned.push(['spawn', args.length, typeof child.pid]));
  const got = [];
  child.on('message', function listener(...args) {
    got.push([this === child, args.length, args[0]]);
  });
  child.postMessage('before it has spawned');
  await until('the first answer', () => got.length === 1);
  record('spawned', spawned);
  record('first', got.splice(0));

  child.postMessage({ command: 'surroundings' });
  await until('its surroundings', () => got.length === 1);
  record('surroundings', got.splice(0));

  for (const [name, value] of makeValues()) child.postMessage([name, value, value]);
  await until('the values', () => got.length === makeValues().length);
  write(
    'values to the child',
    got.splice(0).map(([, , text]) => text),
  );
  child.postMessage({ command: 'send', values: makeValues().map(([, value]) => value) });
  await until('the values', () => got.length === makeValues().length);
  write(
    'values from the child',
    got.splice(0).map(([, , value]) => describe(value)),
  );
  for (const [name, value] of makeUncloneable())
    record(
      `uncloneable ${name}`,
      attempt(() => child.postMessage(value)),
    );

  const { port1, port2 } = new MessageChannelMain();
  record(
    'with a port',
    attempt(() => child.postMessage('take the port', [port2])),
  );
  const answer = nextEvent(port1, 'message');
  port1.start();
  port1.postMessage({ through: 'port' });
  record('through the port', (await answer)[0].data);
  record('invalid transfers', [
    attempt(() => child.postMessage(null, [{}])),
    attempt(() => child.postMessage(null, 'text')),
    attempt(() => child.postMessage(null, [port2])),
    attempt(() => child.postMessage()),
  ]);
  await until('what was posted', () => got.length >= 1);
  await betweenRendererAndChild(context, child);

  const once = [];
  child.once('message', (value) => once.push(value));
  child.postMessage('heard once');
  await until('the answer', () => once.length === 1);
  record('listeners', [child.listenerCount('message'), child.listenerCount('exit'), once.length]);

  const exit = nextEvent(child, 'exit');
  child.postMessage({ command: 'exit', code: 3 });
  record('exit', await exit);
  record('after exit', [attempt(() => child.postMessage('too late')), typeof child.pid, attempt(() => child.kill())]);

  await killed(context);
  await optionsThatNotice(context);
};

/** A port from a renderer straight to the child. */
async function betweenRendererAndChild({ page, record, nextEvent }, child) {
  const arrived = nextEvent(ipcMain, 'utility:port');
  const answered = page.run(({ ipcRenderer }) => {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    ipcRenderer.postMessage('utility:port', null, [port2]);
    port1.postMessage('from the renderer');
    return answer;
  });
  const [{ ports }] = await arrived;
  child.postMessage({ command: 'port' }, ports);
  record('renderer and child', await answered);
}

async function killed({ record, nextEvent }) {
  const child = utilityProcess.fork(MODULE, [], { stdio: 'ignore' });
  await nextEvent(child, 'spawn');
  const exit = nextEvent(child, 'exit');
  record('kill', child.kill());
  record('exit after kill', await exit);

  const missing = utilityProcess.fork(join(__dirname, 'no-such-file.js'), [], { stdio: 'ignore' });
  record('missing module', (await nextEvent(missing, 'exit')).length);
}

/** Options are read as often as Electron reads them. */
async function optionsThatNotice({ record, nextEvent }) {
  const looks = new Map();
  const watch = (target) =>
    new Proxy(target, {
      get(object, key, receiver) {
        looks.set(String(key), (looks.get(String(key)) ?? 0) + 1);
        return Reflect.get(object, key, receiver);
      },
    });
  const child = utilityProcess.fork(MODULE, [], watch({ stdio: 'ignore', serviceName: 'watched' }));
  await nextEvent(child, 'spawn');
  record('options read', looks);
  child.kill();
  await nextEvent(child, 'exit');
}
