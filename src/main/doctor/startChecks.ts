/** What keeps any Electron app from starting on a computer. */

import { dirname, join } from 'node:path';
import type { Finding } from './finding';
import type { Machine } from './machine';

const OLDEST_NODE_MAJOR = 20;

export function checkNode({ nodeVersion }: Machine): Finding {
  const what = 'Node';
  if (Number.parseInt(nodeVersion, 10) >= OLDEST_NODE_MAJOR) return { what, state: 'fine', text: nodeVersion };
  const text = `${nodeVersion} is too old: Electroscope needs ${OLDEST_NODE_MAJOR} or later.`;
  return { what, state: 'broken', text, remedy: 'Install a newer one from nodejs.org.' };
}

export function checkDisplay({ platform, variables, exists, read }: Machine): Finding {
  const what = 'display';
  const { DISPLAY: display = '', WAYLAND_DISPLAY: wayland = '' } = variables;
  if (platform !== 'linux') return { what, state: 'fine', text: 'the one of the system' };
  const socket = `/tmp/.X11-unix/X${/^:(\d+)/.exec(display)?.[1]}`;
  // Its socket is a file, has a name of its own on Linux, or both.
  const isThere = exists(socket) || (read('/proc/net/unix') ?? '').includes(`@${socket}\n`);
  if (display.startsWith(':') && wayland === '' && !isThere) {
    const text = `DISPLAY is ${display}, but no display has this number.`;
    return { what, state: 'broken', text, remedy: `Correct it, or start one: Xvfb ${display}` };
  }
  if (display !== '' || wayland !== '') return { what, state: 'fine', text: wayland || display };
  return {
    what,
    state: 'broken',
    text: 'neither DISPLAY nor WAYLAND_DISPLAY is set, so no Electron app can start.',
    remedy: 'Use a desktop, or a virtual display: xvfb-run electroscope …',
  };
}

/** Switches of the kernel that keep a user from making namespaces, on which Chromium's sandbox stands; and the values that do. */
const NAMESPACE_SWITCHES = [
  ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['/proc/sys/kernel/unprivileged_userns_clone', '0'],
  ['/proc/sys/user/max_user_namespaces', '0'],
] as const;

/** @param electron its executable, beside which the helper for its sandbox lies */
export function checkSandbox(machine: Machine, electron: string | undefined): Finding {
  const what = 'sandbox';
  const { platform, uid, variables, read, isSetuidRoot } = machine;
  if (platform !== 'linux') return { what, state: 'fine', text: 'the one of the system' };
  if (variables.ELECTRON_DISABLE_SANDBOX) {
    return { what, state: 'fine', text: 'switched off by ELECTRON_DISABLE_SANDBOX' };
  }
  if (uid === 0) {
    return {
      what,
      state: 'broken',
      text: 'Electron does not start as root with its sandbox.',
      remedy: 'Use an ordinary user, or switch the sandbox off: ELECTRON_DISABLE_SANDBOX=1.',
    };
  }
  if (electron !== undefined && isSetuidRoot(join(dirname(electron), 'chrome-sandbox'))) {
    return { what, state: 'fine', text: 'by its helper, which runs as root' };
  }
  const blocking = NAMESPACE_SWITCHES.find(([path, value]) => read(path)?.trim() === value);
  if (blocking === undefined) return { what, state: 'fine', text: 'by namespaces' };
  const [path, value] = blocking;
  return {
    what,
    state: 'broken',
    text: `this system does not let ordinary programs use the namespaces that Electron’s sandbox needs (${path} is ${value}).`,
    remedy: `${helperRemedy(electron)} allow it in AppArmor, or switch the sandbox off: ELECTRON_DISABLE_SANDBOX=1.`,
  };
}

function helperRemedy(electron: string | undefined): string {
  if (electron === undefined)
    return 'Make chrome-sandbox beside the Electron executable belong to root with mode 4755,';
  const helper = `"${join(dirname(electron), 'chrome-sandbox')}"`;
  return `Run: sudo chown root ${helper} && sudo chmod 4755 ${helper}   or`;
}

/** @returns what keeps an Electron app from starting here, if something does */
export function startProblem(machine: Machine, electron: string | undefined): Finding | undefined {
  return [checkDisplay(machine), checkSandbox(machine, electron)].find(({ state }) => state === 'broken');
}
