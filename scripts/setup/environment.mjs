import { existsSync, readFileSync } from 'node:fs';
import { findElectronRuntime } from './electron-runtime.mjs';
import { checkNodeVersion, installPackages } from './packages.mjs';
import { warn } from './report.mjs';
import { ensureSharedLibraries } from './system-libraries.mjs';

/**
 * Prepares a fresh machine to run Electron from this checkout.
 *
 * @param {() => Promise<import('./electron-runtime.mjs').ElectronRuntime>} [findElectron]
 * @returns {Promise<{ executablePath: string, environment: Record<string, string> }>} environment: what
 *   to add to the environment of every process that starts Electron
 */
export async function prepareElectron(findElectron = findElectronRuntime) {
  checkNodeVersion();
  await installPackages();
  const { distPath, executablePath } = await findElectron();
  await ensureSharedLibraries(executablePath);
  return {
    executablePath,
    environment: {
      ELECTRON_OVERRIDE_DIST_PATH: distPath,
      // electron-vite looks here instead.
      ELECTRON_EXEC_PATH: executablePath,
      ...withoutSandbox(),
    },
  };
}

/**
 * Chromium refuses to run in its sandbox as root. For other users the sandbox needs namespaces, or a helper program that
 * belongs to root. The product itself never turns it off.
 *
 * @returns {Record<string, string>}
 */
function withoutSandbox() {
  if (process.platform !== 'linux' || process.env.ELECTRON_DISABLE_SANDBOX) return {};
  const reason = process.getuid?.() === 0 ? 'Running as root' : restriction();
  if (reason === undefined) return {};
  warn(`${reason}: Chromium’s sandbox is off for this development run (ELECTRON_DISABLE_SANDBOX=1).`);
  return { ELECTRON_DISABLE_SANDBOX: '1' };
}

/** @returns {string | undefined} as Ubuntu sets it since 24.04 */
function restriction() {
  const file = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
  const isOn = existsSync(file) && readFileSync(file, 'utf8').trim() === '1';
  return isOn ? 'AppArmor does not let programs create namespaces' : undefined;
}
