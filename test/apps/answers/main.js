// Two windows with the same page. With `--calls` they call, and the app ends when both have; without, they wait to be made to. With
// `--broken` some answers are others.

const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');

const isBroken = app.commandLine.hasSwitch('broken');
const notes = [];
const calls = {
  first: [
    ['invoke', 'notes:add', { text: 'one', tags: new Array(3).fill('tag') }],
    ['invoke', 'notes:add', { text: 'two', tags: [] }],
    ['sendSync', 'notes:count'],
    ['invoke', 'notes:fails', 'none'],
    ['send', 'notes:seen', 1],
  ],
  second: [
    ['invoke', 'notes:who'],
    ['invoke', 'login', { password: 'secret' }],
  ],
};

ipcMain.handle('notes:add', (_event, note) => {
  notes.push(note);
  return { id: notes.length, ...note, ...(isBroken && notes.length === 2 ? { text: 'lost' } : {}), at: Date.now() };
});
ipcMain.on('notes:count', (event) => {
  event.returnValue = isBroken ? -1 : notes.length;
});
ipcMain.handle('notes:fails', (_event, id) => {
  if (isBroken) return 'found';
  throw new RangeError(`there is no note ${id}`);
});
ipcMain.on('notes:seen', () => {});
ipcMain.handle('notes:who', (event) => new URL(event.senderFrame.url).searchParams.get('name'));
ipcMain.handle('login', () => ({ ok: true }));

app.disableHardwareAcceleration();
app.setPath('userData', mkdtempSync(join(tmpdir(), 'electroscope-answers-')));
app.on('window-all-closed', () => {});
app.whenReady().then(async () => {
  const isCalling = app.commandLine.hasSwitch('calls');
  let waiting = 2;
  ipcMain.on('called', () => {
    if (--waiting === 0 && isCalling) setTimeout(() => app.quit(), 500);
  });
  for (const name of ['first', 'second']) {
    const window = new BrowserWindow({ show: false, webPreferences: { preload: join(__dirname, 'preload.cjs') } });
    const query = { name, calls: JSON.stringify(isCalling ? calls[name] : []) };
    await window.loadFile(join(__dirname, 'page.html'), { query });
  }
  if (app.commandLine.hasSwitch('ends')) setTimeout(() => app.exit(3), 1500);
});
