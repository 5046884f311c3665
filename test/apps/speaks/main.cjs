// Prints on both outputs, sends a message, and ends as it is told to: --end=<exit code | signal | input | never>. With --helper it
// starts a process that outlives it, and prints its number.
const { spawn } = require('node:child_process');
const { app, BrowserWindow, ipcMain } = require('electron');

const end = process.argv.find((argument) => argument.startsWith('--end='))?.slice('--end='.length);
console.log('told by main');
const printed = process.argv.find((argument) => argument.startsWith('--prints='))?.slice('--prints='.length);
if (printed !== undefined) console.log(`${printed}=${process.env[printed]}`);
console.error('error of main');
if (process.argv.includes('--helper')) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
  const helper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { env, stdio: 'ignore' });
  helper.unref();
  console.log(`helper ${helper.pid}`);
}
ipcMain.handle('spoken', () => {
  if (/^\d+$/.test(end)) setTimeout(() => app.exit(Number(end)), 100);
  else if (end.startsWith('SIG')) setTimeout(() => process.kill(process.pid, end), 100);
});
if (end === 'input') {
  process.stdin.on('data', (text) => console.log(`read ${text}`));
  process.stdin.on('end', () => app.exit(4));
}
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, webPreferences: { nodeIntegration: true, contextIsolation: false } });
  window.loadURL(
    `data:text/html,<title>Speaks</title><script>require('electron').ipcRenderer.invoke('spoken')</script>`,
  );
});
