import { app, type BaseWindow, Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  openWindow(): void;
  launchApp(window: BaseWindow | undefined): void;
  openCapture(window: BaseWindow | undefined): void;
  saveCapture(window: BaseWindow | undefined): void;
  exportCapture(window: BaseWindow | undefined): void;
  openSettings(window: BaseWindow | undefined): void;
}

/** The native menu: what every desktop app has. */
export function installMenu(actions: MenuActions): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        { id: 'new-window', label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.openWindow() },
        { type: 'separator' },
        { label: 'Launch App…', click: (_item, window) => actions.launchApp(window) },
        {
          id: 'open-capture',
          label: 'Open Capture…',
          accelerator: 'CmdOrCtrl+O',
          click: (_item, window) => actions.openCapture(window),
        },
        {
          id: 'save-capture',
          label: 'Save As…',
          accelerator: 'CmdOrCtrl+S',
          click: (_item, window) => actions.saveCapture(window),
        },
        {
          id: 'export-capture',
          label: 'Export…',
          accelerator: 'CmdOrCtrl+Shift+E',
          click: (_item, window) => actions.exportCapture(window),
        },
        { type: 'separator' },
        {
          id: 'settings',
          label: 'Settings…',
          accelerator: 'CmdOrCtrl+,',
          click: (_item, window) => actions.openSettings(window),
        },
        { type: 'separator' },
        { role: 'close' },
        ...(isMac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ type: 'separator' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    ...(isMac ? [] : [HELP_MENU]),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** On macOS the app's own menu has it. */
const HELP_MENU: MenuItemConstructorOptions = { role: 'help', submenu: [{ role: 'about' }] };
