// Prints the path of the Electron executable, obtaining one first where there is none.

import { prepareElectron } from './setup/environment.mjs';
import { runScript } from './setup/report.mjs';

await runScript(async () => {
  const { executablePath } = await prepareElectron();
  process.stdout.write(`${executablePath}\n`);
  return 0;
});
