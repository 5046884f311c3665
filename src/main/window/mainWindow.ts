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

/** So far from the window before it, that both can be seen. */
const CASCADE_PX = 28;

/**
 * Opens a window of the inspector: sandboxed, isolated, without Node.
 *
 * @param others how many are open already
 */
export function openMainWindow({ preload, url, icon, placeFile }: MainWindowSettings, others: number): BrowserWindow {
  const { bounds: kept, isMaximized } = readWindowPlace(placeFile);
  const { x, y } = kept;
  const shift = others * CASCADE_PX;
  const bounds = x === undefined || y === undefined ? kept : { ...kept, x: x + shift, y: y + shift };
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
  if (isMaximized && others === 0) window.maximize();
  window.once('ready-to-show', () => window.show());
  void window.loadURL(url);
  return window;
}
