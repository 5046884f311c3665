import { spawn } from 'node:child_process';
import { run, SetupError, say } from './report.mjs';
import { installSystemPackages } from './system-packages.mjs';

/**
 * Makes sure that windows have somewhere to go. On Linux without a display, starts Xvfb on a free
 * display number; it ends with this process.
 *
 * @param {{ always?: boolean }} [options] always: use Xvfb even where there is a display, so that tests
 *   draw the same everywhere and open no windows on the developer's desktop
 * @returns {Promise<Record<string, string>>} variables to add to the environment of what is started
 */
export async function ensureDisplay({ always = false } = {}) {
  if (process.platform !== 'linux') return {};
  const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (hasDisplay && !always) return {};
  if ((await run('looking for Xvfb', 'which', ['Xvfb'], { quiet: true })).exitCode !== 0) {
    await installSystemPackages('There is no display, and Xvfb (a virtual one) is not installed', [['xvfb']]);
  }
  const display = await startXvfb();
  if (!hasDisplay) say(`No display here: windows go to a virtual one (Xvfb ${display}) and cannot be seen.`);
  return virtualDisplay(display);
}

/**
 * On a desktop with Wayland, Electron 38 and later would open its windows there, regardless of DISPLAY.
 *
 * @param {string} display as ":99"
 * @returns {Record<string, string>}
 */
export function virtualDisplay(display) {
  return { DISPLAY: display, WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11' };
}

/** @returns {Promise<string>} as ":99" */
function startXvfb() {
  return new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    process.once('exit', () => child.kill());
    let complaint = '';
    child.stderr?.on('data', (chunk) => {
      complaint += chunk;
    });
    child.once('exit', (code) => {
      reject(new SetupError(`Xvfb ended with code ${code}: ${complaint.trim()}`, 'Set DISPLAY to a running X server.'));
    });
    let number = '';
    child.stdio[3]?.on('data', (chunk) => {
      number += chunk;
      if (!number.includes('\n')) return;
      child.removeAllListeners('exit');
      child.unref();
      for (const stream of [child.stderr, child.stdio[3]]) {
        if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
      }
      resolve(`:${number.trim()}`);
    });
  });
}
