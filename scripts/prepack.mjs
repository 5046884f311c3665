// What `npm pack` and `npm publish` do first: the build, and the licence texts of what it contains.

import { build } from './build.mjs';
import { checkNodeVersion } from './setup/packages.mjs';
import { projectRoot } from './setup/paths.mjs';
import { runScript } from './setup/report.mjs';
import { THIRD_PARTY_FILE, writeThirdParty } from './third-party.mjs';

await runScript(async () => {
  checkNodeVersion();
  await build();
  writeThirdParty(projectRoot, THIRD_PARTY_FILE);
  return 0;
});
