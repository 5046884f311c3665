import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';

/** Canvas colours of the two themes, so that no white flashes up before the page is drawn. */
const BACKGROUND = { light: '#ffffff', dark: '#15171c' };

/**
 * Opens the inspector's window: sandboxed, isolated, without Node.
 *
 * @param preload the built preload
 * @param url of the page
 */
export function openMainWindow(preload: string, url: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Electroscope',
    width: 1360,
    height: 860,
    minWidth: 640,
    minHeight: 400,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: join(preload),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(url);
  return window;
}
