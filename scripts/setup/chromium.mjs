import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './paths.mjs';
import { run, SetupError, say } from './report.mjs';
import { installSystemPackages } from './system-packages.mjs';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Finds a Chromium for the UI tests, or obtains one: an explicit `ELECTROSCOPE_CHROMIUM`, Playwright's
 * own, one of the system, Playwright's download, the system's package.
 *
 * @returns {Promise<string>} its executable
 */
export async function findChromium() {
  const explicit = process.env.ELECTROSCOPE_CHROMIUM;
  if (explicit) {
    if (existsSync(explicit)) return explicit;
    throw new SetupError(`ELECTROSCOPE_CHROMIUM is ${explicit}, which does not exist.`, 'Correct it, or unset it.');
  }
  const { chromium } = await import('playwright');
  const candidates = [chromium.executablePath(), ...SYSTEM_BROWSERS];
  const found = candidates.find((path) => existsSync(path));
  if (found) return found;

  say('Downloading Chromium for the UI tests (about 180 MB, once) …');
  await run(
    'downloading Chromium',
    process.execPath,
    [join(projectRoot, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium'],
    { quiet: true },
  );
  if (existsSync(chromium.executablePath())) return chromium.executablePath();

  await installSystemPackages('The UI tests need Chromium, and it could not be downloaded', [['chromium']]);
  const installed = candidates.find((path) => existsSync(path));
  if (installed) return installed;
  throw new SetupError('No Chromium for the UI tests.', 'Set ELECTROSCOPE_CHROMIUM to the executable of one.');
}
