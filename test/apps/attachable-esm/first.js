// Evaluated before main.js itself: what is registered and refused here must be seen too.
import { ipcMain } from 'electron';

ipcMain.handle('first:of-all', () => 'esm');
try {
  ipcMain.handle('first:of-all', () => 'again');
} catch {
  console.log(`first module ran with ${JSON.stringify(process.argv.slice(1))}`);
}
