// `npm run test:electron -- --electron <folder, executable or version>`: the end-to-end tests, with apps on that Electron.
// Everything else is for Playwright: `npm run test:electron -- --electron 36 test/e2e/ports.spec.ts -g relay`.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { tableHead, tableRow } from './setup/compatibility.mjs';
import { ensureDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { findGivenElectron, readElectronOption, windowVariables } from './setup/given-electron.mjs';
import { projectRoot } from './setup/paths.mjs';
import { runScript, say } from './setup/report.mjs';
import { E2E, PLAYWRIGHT_REPORT, readReport, runParts } from './setup/test-parts.mjs';

const COMPATIBILITY = join('out', 'compatibility.md');

await runScript(async () => {
  const { electron, rest } = readElectronOption(process.argv.slice(2));
  // npm runs scripts in the folder of the package; paths begin where the user is.
  const given = await findGivenElectron(electron, process.env.INIT_CWD ?? process.cwd());
  const { environment } = await prepareElectron(async () => given);
  const window = await windowVariables(given);
  const display = await ensureDisplay({ always: true });
  await build();
  const exitCode = await runParts([E2E], { ...process.env, ...environment, ...window, ...display }, rest);
  // A selection of tests says nothing about whole features.
  if (rest.length > 0) return exitCode;
  const row = tableRow(given.version, process, readReport(PLAYWRIGHT_REPORT));
  writeFileSync(join(projectRoot, COMPATIBILITY), `${tableHead()}${row}`);
  say(`The row of docs/compatibility.md is in ${COMPATIBILITY}.`);
  return exitCode;
});
