// `npm run test:electron -- --electron <folder, executable or version>`: the end-to-end tests, with apps on that Electron.
// Everything else is for Playwright: `npm run test:electron -- --electron 36 test/e2e/ports.spec.ts -g relay`.

import { build } from './build.mjs';
import { ensureDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { findGivenElectron, readElectronOption, windowVariables } from './setup/given-electron.mjs';
import { runScript } from './setup/report.mjs';
import { E2E, runParts } from './setup/test-parts.mjs';

await runScript(async () => {
  const { electron, rest } = readElectronOption(process.argv.slice(2));
  // npm runs scripts in the folder of the package; paths begin where the user is.
  const given = await findGivenElectron(electron, process.env.INIT_CWD ?? process.cwd());
  const { environment } = await prepareElectron(async () => given);
  const window = await windowVariables(given);
  const display = await ensureDisplay({ always: true });
  await build();
  return runParts([E2E], { ...process.env, ...environment, ...window, ...display }, rest);
});
