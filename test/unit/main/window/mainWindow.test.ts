/** How windows of the inspector are made: sandboxed, isolated, without Node, and where the user left them. */

import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { openMainWindow } from '../../../../src/main/window/mainWindow';
import { temporaryFolder } from '../../../support/temporaryFolder';

const electron = vi.hoisted(() => ({ isDark: false, displays: [] as unknown[], BrowserWindow: undefined as unknown }));

vi.mock('electron', () => ({
  get BrowserWindow() {
    return electron.BrowserWindow;
  },
  nativeTheme: {
    get shouldUseDarkColors() {
      return electron.isDark;
    },
  },
  screen: { getAllDisplays: () => electron.displays },
}));

/** Does what is asked of a window, and can say it. */
class Window extends EventEmitter {
  isMaximizedNow = false;
  isShown = false;
  url = '';

  constructor(readonly options: Electron.BrowserWindowConstructorOptions) {
    super();
  }

  maximize(): void {
    this.isMaximizedNow = true;
  }

  isMaximized(): boolean {
    return this.isMaximizedNow;
  }

  getNormalBounds(): object {
    const { x, y, width, height } = this.options;
    return { x, y, width, height };
  }

  show(): void {
    this.isShown = true;
  }

  async loadURL(url: string): Promise<void> {
    this.url = url;
  }
}

const DISPLAY = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
const PLACE = { x: 100, y: 50, width: 800, height: 600 };
let placeFile: string;

beforeEach(() => {
  electron.isDark = false;
  electron.displays = [DISPLAY];
  electron.BrowserWindow = Window;
});

interface Opening {
  /** How many windows are open already. */
  readonly others?: number;
  /** Of the file that says where the window was; the file itself as a text. */
  readonly place?: unknown;
  /** Folder of that file. */
  readonly placeIn?: string;
}

function opened({ others = 0, place, placeIn = '' }: Opening = {}): Window {
  placeFile = join(temporaryFolder(), placeIn, 'place.json');
  if (place !== undefined) writeFileSync(placeFile, typeof place === 'string' ? place : JSON.stringify(place));
  const settings = {
    preload: '/out/preload.js',
    url: 'electroscope://window/index.html',
    icon: '/icon.png',
    placeFile,
  };
  return openMainWindow(settings, others) as unknown as Window;
}

test('its page is sandboxed and isolated, without Node and without webviews', () => {
  expect(opened().options.webPreferences).toEqual({
    preload: '/out/preload.js',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
  });
});

test('it is shown when its page is drawn', () => {
  const window = opened();
  expect(window.url).toBe('electroscope://window/index.html');
  expect(window.options).toMatchObject({ show: false, title: 'Electroscope', icon: '/icon.png' });
  expect(window.options).toMatchObject({ width: 1360, height: 860, minWidth: 640, minHeight: 400 });
  expect(window.isShown).toBe(false);
  window.emit('ready-to-show');
  expect(window.isShown).toBe(true);
});

test.each([
  [false, '#ffffff'],
  [true, '#15171c'],
])('before that it has the colour of its theme (dark: %s)', (isDark, colour) => {
  electron.isDark = isDark;
  expect(opened().options.backgroundColor).toBe(colour);
});

test('it opens where it was, the next ones beside it', () => {
  expect(opened({ place: { bounds: PLACE } }).options).toMatchObject(PLACE);
  expect(opened({ place: { bounds: PLACE }, others: 2 }).options).toMatchObject({ ...PLACE, x: 156, y: 106 });
});

test('only the first opens maximized', () => {
  const place = { bounds: PLACE, isMaximized: true };
  expect(opened({ place }).isMaximizedNow).toBe(true);
  expect(opened({ place, others: 1 }).isMaximizedNow).toBe(false);
  expect(opened({ place: { bounds: PLACE, isMaximized: 'yes' } }).isMaximizedNow).toBe(false);
});

test.each([
  ['left', { x: -681, y: 50 }, true],
  ['left, but for what can be taken hold of', { x: -680, y: 50 }, false],
  ['right', { x: 1801, y: 50 }, true],
  ['right, but for what can be taken hold of', { x: 1800, y: 50 }, false],
  ['above', { x: 100, y: -541 }, true],
  ['above, but for what can be taken hold of', { x: 100, y: -540 }, false],
  ['below', { x: 100, y: 1021 }, true],
  ['below, but for what can be taken hold of', { x: 100, y: 1020 }, false],
])('a window that would be off the displays, %s, keeps its size only', (_where, position, isOff) => {
  const { options } = opened({ place: { bounds: { ...PLACE, ...position } }, others: 1 });
  expect(options).toMatchObject({ width: 800, height: 600 });
  expect([options.x, options.y]).toEqual(isOff ? [undefined, undefined] : [position.x + 28, position.y + 28]);
});

test('any display will do', () => {
  electron.displays = [DISPLAY, { workArea: { x: 1920, y: 0, width: 1920, height: 1080 } }];
  expect(opened({ place: { bounds: { ...PLACE, x: 2500 } } }).options.x).toBe(2500);
});

test.each([
  'not JSON',
  'null',
  {},
  { bounds: null },
  { bounds: 7 },
  { bounds: { ...PLACE, x: 1.5 } },
  { bounds: { ...PLACE, y: '1' } },
  { bounds: { ...PLACE, width: 0 } },
  { bounds: { ...PLACE, height: 0 } },
  { bounds: { ...PLACE, width: -800 } },
])('where the file says %j, it opens as at the first start', (place) => {
  const { x, y, width, height } = opened({ place }).options;
  expect({ x, y, width, height }).toEqual({ x: undefined, y: undefined, width: 1360, height: 860 });
});

test('where it is when it is closed is kept', () => {
  const window = opened({ place: { bounds: PLACE, isMaximized: true } });
  writeFileSync(placeFile, '');
  window.emit('close');
  expect(JSON.parse(readFileSync(placeFile, 'utf8'))).toEqual({ bounds: PLACE, isMaximized: true });
});

test('it closes although its place can’t be kept', () => {
  const window = opened({ placeIn: 'no\0folder' });
  expect(() => window.emit('close')).not.toThrow();
});
