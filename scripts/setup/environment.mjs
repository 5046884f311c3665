import { findElectronRuntime } from './electron-runtime.mjs';
import { checkNodeVersion, installPackages } from './packages.mjs';
import { warn } from './report.mjs';
import { ensureSharedLibraries } from './system-libraries.mjs';

/**
 * Prepares a fresh machine to run Electron from this checkout.
 *
 * @returns {Promise<{ executablePath: string, environment: Record<string, string> }>} environment: what
 *   to add to the environment of every process that starts Electron
 */
export async function prepareElectron() {
  checkNodeVersion();
  await installPackages();
  const { distPath, executablePath } = await findElectronRuntime();
  await ensureSharedLibraries(executablePath);
  return {
    executablePath,
    environment: {
      ELECTRON_OVERRIDE_DIST_PATH: distPath,
      // electron-vite looks here instead.
      ELECTRON_EXEC_PATH: executablePath,
      ...sandboxForRoot(),
    },
  };
}

/**
 * Chromium refuses to run as root inside its sandbox. The product itself never switches it off.
 *
 * @returns {Record<string, string>}
 */
function sandboxForRoot() {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (!isRoot || process.env.ELECTRON_DISABLE_SANDBOX) return {};
  warn('Running as root: Chromium’s sandbox is off for this development run (ELECTRON_DISABLE_SANDBOX=1).');
  return { ELECTRON_DISABLE_SANDBOX: '1' };
}
