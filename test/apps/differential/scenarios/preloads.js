// What an app sees of its session's preloads, and which of them run, in which order: registered, replaced, removed again.

const { join } = require('node:path');
const { app, ipcMain, session: sessions } = require('electron');

const pages = join(__dirname, '..', 'pages');
const [first, second] = ['firstPreload.js', 'secondPreload.js'].map((name) => join(pages, name));

module.exports = async function preloads({ openPage, record, attempt, until }) {
  const ran = [];
  ipcMain.on('preloads:ran', (_event, name) => ran.push(name));

  let atCreation;
  app.once('session-created', (created) => {
    atCreation = listOf(created);
  });
  const session = sessions.fromPartition('differential preloads');
  record('as the session is created', atCreation);
  record('default session', listOf(sessions.defaultSession));
  record('methods', methodsOf(session));

  session.setPreloads([first, second]);
  record('set', listOf(session));
  const options = { session, file: 'isolated.html', nodeIntegration: false, contextIsolation: true };
  const preload = join(pages, 'thirdPreload.js');
  for (const sandbox of [true, false]) {
    const seen = [];
    const page = await openPage({
      ...options,
      sandbox,
      preload,
      prepare({ webContents }) {
        for (const name of ['did-start-navigation', 'did-navigate', 'dom-ready']) {
          webContents.once(name, () => seen.push([name, listOf(session)]));
        }
      },
    });
    await until('the preloads', () => ran.length >= 3);
    record(`sandbox ${sandbox}: ran`, ran.splice(0));
    record(`sandbox ${sandbox}: seen from events`, seen);
    session.setPreloads([second]);
    // Else Electron takes the end of the first for that of the next.
    await until('the end of the first load', () => !page.webContents.isLoading());
    await page.window.loadFile(join(pages, 'isolated.html'), { query: { again: 'yes' } });
    await until('the preloads of the next document', () => ran.length >= 2);
    record(`sandbox ${sandbox}: next document`, ran.splice(0));
    session.setPreloads([first, second]);
    await page.close();
  }

  if (typeof session.registerPreloadScript === 'function') registerScripts(session, record, attempt);
  session.setPreloads([]);
  record('none', listOf(session));
  ipcMain.removeAllListeners('preloads:ran');
};

/** 35 and later. */
function registerScripts(session, record, attempt) {
  const calls = {
    register: () => session.registerPreloadScript({ type: 'frame', id: 'mine', filePath: first }),
    'register it twice': () => session.registerPreloadScript({ type: 'frame', id: 'mine', filePath: first }),
    'register a relative path': () => session.registerPreloadScript({ type: 'frame', id: 'x', filePath: 'first.js' }),
    'register for workers': () => session.registerPreloadScript({ type: 'service-worker', id: 'w', filePath: second }),
    'unregister what is not there': () => session.unregisterPreloadScript('nothing'),
    'unregister for workers': () => session.unregisterPreloadScript('w'),
    'set with a relative path': () => session.setPreloads(['first.js', second]),
    unregister: () => session.unregisterPreloadScript('mine'),
  };
  for (const [name, call] of Object.entries(calls)) {
    record(name, attempt(call));
    record(`after ${name}`, listOf(session));
  }
}

/** Ids that Electron makes are different each time. */
function listOf(session) {
  const scripts = session
    .getPreloadScripts?.()
    .map(({ id, ...rest }) => ({ id: id.length > 30 ? 'made' : id, ...rest }));
  return [session.getPreloads(), scripts];
}

function methodsOf(session) {
  const names = ['_init', 'setPreloads', 'getPreloads', 'registerPreloadScript', 'getPreloadScripts'];
  return names.filter((name) => name in session).map((name) => [name, session[name].name, session[name].length]);
}
