import { BrowserWindow, nativeTheme } from 'electron';
import { keepWindowPlace, readWindowPlace } from './windowPlace';

/** Canvas colours of the two themes, so that no white flashes up before the page is drawn. */
const BACKGROUND = { light: '#ffffff', dark: '#15171c' };

export interface MainWindowSettings {
  /** The built preload. */
  readonly preload: string;
  /** Of the page. */
  readonly url: string;
  /** A picture, for systems where a window has one of its own. */
  readonly icon: string;
  /** File in which the window's place is kept. */
  readonly placeFile: string;
}

/** Opens the inspector's window: sandboxed, isolated, without Node. */
export function openMainWindow({ preload, url, icon, placeFile }: MainWindowSettings): BrowserWindow {
  const { bounds, isMaximized } = readWindowPlace(placeFile);
  const window = new BrowserWindow({
    title: 'Electroscope',
    icon,
    ...bounds,
    minWidth: 640,
    minHeight: 400,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  keepWindowPlace(window, placeFile);
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  void window.loadURL(url);
  return window;
}
