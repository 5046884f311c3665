import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate } from '../../../../src/main/window/menuTemplate';

const nothing = () => {};
const actions = {
  openWindow: nothing,
  launchApp: nothing,
  launchPackagedApp: nothing,
  openCapture: nothing,
  saveCapture: nothing,
  exportCapture: nothing,
  openSettings: nothing,
};

/** The names of a menu's items, without lines between them. */
function itemsOf(menu: MenuItemConstructorOptions | undefined): (string | undefined)[] {
  const items = (menu?.submenu ?? []) as readonly MenuItemConstructorOptions[];
  return items.filter(({ type }) => type !== 'separator').map(({ label, role }) => label ?? role);
}

const menuOf = (platform: NodeJS.Platform, name: string) =>
  menuTemplate(platform, false, actions).find(({ role, label }) => name === (label ?? role));

test('on macOS, what is of the app as a whole is in its own menu', () => {
  expect(itemsOf(menuOf('darwin', 'appMenu'))).toEqual([
    'about',
    'Settings…',
    'services',
    'hide',
    'hideOthers',
    'unhide',
    'quit',
  ]);
  expect(itemsOf(menuOf('darwin', 'File'))).not.toContain('Settings…');
  expect(itemsOf(menuOf('darwin', 'File')).at(-1)).toBe('close');
  expect(menuOf('darwin', 'help')).toBeDefined();
});

test.each(['linux', 'win32'] as const)('on %s, settings and quit are in File', (platform) => {
  expect(menuOf(platform, 'appMenu')).toBeUndefined();
  expect(itemsOf(menuOf(platform, 'File'))).toEqual(
    expect.arrayContaining(['Settings…', 'Launch Packaged App…', 'quit']),
  );
  expect(itemsOf(menuOf(platform, 'help'))).toEqual(['about']);
});

test('accelerators are those of each system', () => {
  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    const accelerators = menuTemplate(platform, true, actions)
      .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
      .flatMap(({ accelerator }) => accelerator ?? []);
    expect(accelerators.length).toBeGreaterThan(5);
    for (const accelerator of accelerators) expect(accelerator).toMatch(/^CmdOrCtrl\+/);
    expect(new Set(accelerators).size).toBe(accelerators.length);
  }
});
