import { run } from './report.mjs';
import { ELECTRON_LIBRARIES, installSystemPackages } from './system-packages.mjs';

/**
 * Makes sure that the dynamic linker finds every library the executable asks for (Linux only).
 *
 * @param {string} executablePath an Electron executable
 */
export async function ensureSharedLibraries(executablePath) {
  if (process.platform !== 'linux') return;
  if ((await missingLibraries(executablePath)).length === 0) return;
  await installSystemPackages('Electron needs shared libraries that are missing', ELECTRON_LIBRARIES);
}

/** @param {string} executablePath @returns {Promise<string[]>} none where ldd itself is missing */
async function missingLibraries(executablePath) {
  const { exitCode, output } = await run('checking libraries', 'ldd', [executablePath], { quiet: true });
  if (exitCode !== 0) return [];
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
}
