// What `npm pack` and `npm publish` do first: install what a clean clone lacks, build, and write the licence texts.

import { build } from './build.mjs';
import { checkNodeVersion, installPackages } from './setup/packages.mjs';
import { projectRoot } from './setup/paths.mjs';
import { runScript } from './setup/report.mjs';
import { THIRD_PARTY_FILE, writeThirdParty } from './third-party.mjs';

await runScript(async () => {
  checkNodeVersion();
  await installPackages();
  await build();
  writeThirdParty(projectRoot, THIRD_PARTY_FILE);
  return 0;
});
