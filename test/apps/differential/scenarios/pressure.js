// More than an inspector that has stopped reading may hold: the app must not feel it.

const { ipcMain } = require('electron');

const MESSAGES = 100;
const CHARACTERS = 250_000;

module.exports = async function pressure({ page, record, gate }) {
  const mark = (name) => page.run(({ ipcRenderer }, channel) => ipcRenderer.send(channel), `pressure:${name}`);
  await mark('begin');
  await gate('pressure');
  let next = 0;
  let inOrder = true;
  ipcMain.on('pressure:send', (_event, n, text) => {
    if (n !== next || text.length !== CHARACTERS) inOrder = false;
    next++;
  });
  ipcMain.handle('pressure:invoke', (_event, n, text) => [n, text.length, text]);
  const answers = await page.run(
    async ({ ipcRenderer }, messages, characters) => {
      const text = 'x'.repeat(characters);
      let wrong = 0;
      for (let n = 0; n < messages; n++) {
        ipcRenderer.send('pressure:send', n, text);
        if (n % 10 !== 0) continue;
        const [answered, length, echo] = await ipcRenderer.invoke('pressure:invoke', n, text);
        if (answered !== n || length !== characters || echo !== text) wrong++;
      }
      await ipcRenderer.invoke('pressure:invoke', messages, text);
      return wrong;
    },
    MESSAGES,
    CHARACTERS,
  );
  record('messages', [next, inOrder, answers]);
  await gate('relief');
  await mark('end');
  ipcMain.removeAllListeners('pressure:send');
  ipcMain.removeHandler('pressure:invoke');
};
