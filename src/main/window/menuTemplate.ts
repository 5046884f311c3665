/** The native menu, in the order of each system. On macOS, items about the whole app have their own menu. */

import type { BaseWindow, MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  openWindow(): void;
  launchApp(window: BaseWindow | undefined): void;
  launchPackagedApp(window: BaseWindow | undefined): void;
  openCapture(window: BaseWindow | undefined): void;
  saveCapture(window: BaseWindow | undefined): void;
  exportCapture(window: BaseWindow | undefined): void;
  openSettings(window: BaseWindow | undefined): void;
}

type Items = readonly MenuItemConstructorOptions[];

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** @param hasDevTools for those who work on Electroscope */
export function menuTemplate(
  platform: NodeJS.Platform,
  hasDevTools: boolean,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: (_item, window) => actions.openSettings(window),
  };
  return [
    ...(isMac ? [appMenu(settings)] : []),
    { label: 'File', submenu: fileItems(platform, settings, actions) },
    { role: 'editMenu' },
    { label: 'View', submenu: viewItems(hasDevTools) },
    { role: 'windowMenu' },
    // macOS adds a search for menu items to it. The app's own menu has the rest.
    { role: 'help', submenu: isMac ? [] : [{ role: 'about' }] },
  ];
}

function appMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      ...[{ role: 'about' } as const, SEPARATOR, settings, SEPARATOR, { role: 'services' } as const, SEPARATOR],
      ...[{ role: 'hide' } as const, { role: 'hideOthers' } as const, { role: 'unhide' } as const, SEPARATOR],
      { role: 'quit' },
    ],
  };
}

function fileItems(platform: NodeJS.Platform, settings: MenuItemConstructorOptions, actions: MenuActions) {
  const isMac = platform === 'darwin';
  const launch: Items = [
    { label: 'Launch App…', click: (_item, window) => actions.launchApp(window) },
    // Only macOS has a dialog that offers both folders and files.
    ...(isMac
      ? []
      : [
          {
            id: 'launch-packaged',
            label: 'Launch Packaged App…',
            click: (_item: unknown, window: BaseWindow | undefined) => actions.launchPackagedApp(window),
          },
        ]),
  ];
  const captures: Items = [
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
  ];
  return [
    {
      id: 'new-window',
      label: 'New Window',
      accelerator: 'CmdOrCtrl+Shift+N',
      click: () => actions.openWindow(),
    },
    SEPARATOR,
    ...launch,
    ...captures,
    SEPARATOR,
    ...(isMac ? [] : [settings, SEPARATOR]),
    { role: 'close' } as const,
    ...(isMac ? [] : [{ role: 'quit' } as const]),
  ];
}

function viewItems(hasDevTools: boolean): MenuItemConstructorOptions[] {
  return [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    // The role has only Ctrl++, for which most keyboards need Shift.
    {
      id: 'zoom-in-plain',
      role: 'zoomIn',
      accelerator: 'CmdOrCtrl+=',
      visible: false,
      acceleratorWorksWhenHidden: true,
    },
    { role: 'zoomOut' },
    SEPARATOR,
    { role: 'togglefullscreen' },
    ...(hasDevTools ? [SEPARATOR, { role: 'toggleDevTools' } as const] : []),
  ];
}
