// `npm run package`: a package of Electroscope for this system, in out/packages.
// `npm run package -- --dir` leaves it unpacked, which needs no tools but electron-builder itself.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { projectRoot } from './setup/paths.mjs';
import { run, runScript, SetupError, say } from './setup/report.mjs';
import { THIRD_PARTY_FILE, writeThirdParty } from './third-party.mjs';

/** Fetched only here: with what it brings along it is larger than everything else together. */
const BUILDER = 'electron-builder@26.17.0';

await runScript(async () => {
  await prepareElectron();
  await build();
  writeThirdParty(projectRoot, THIRD_PARTY_FILE);
  const args = ['exec', '--yes', '--', BUILDER, '--publish', 'never', ...process.argv.slice(2), ...electron()];
  say(`${BUILDER} …`);
  const { exitCode } = await run('packaging', 'npm', args, { cwd: projectRoot });
  if (exitCode !== 0) {
    throw new SetupError(
      'Packaging failed; what electron-builder said is above.',
      'It downloads Electron and the tools that make installers. Where they can’t be reached, name an unpacked Electron with\n' +
        'ELECTRON_OVERRIDE_DIST_PATH=<folder> and leave the result unpacked with --dir.',
    );
  }
  say(`It is in ${join('out', 'packages')}.`);
  return 0;
});

/** @returns {string[]} options that make electron-builder use an Electron that is named in the environment */
function electron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return [];
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  return [`-c.electronDist=${folder}`, `-c.electronVersion=${version}`];
}
