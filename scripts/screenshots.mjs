// `npm run screenshots`: pictures of every view, light and dark, in two sizes, in out/screenshots.

import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { projectRoot } from './setup/paths.mjs';
import { run, runScript, say } from './setup/report.mjs';

await runScript(async () => {
  const { environment } = await prepareElectron();
  const display = await ensureDisplay({ always: true });
  await build();
  const playwright = join(projectRoot, 'node_modules', 'playwright', 'cli.js');
  const { exitCode } = await run(
    'taking pictures',
    process.execPath,
    [playwright, 'test', '-c', 'test', '--project=screenshots'],
    { cwd: projectRoot, env: { ...process.env, ...environment, ...display } },
  );
  if (exitCode === 0) say(`They are in ${join('out', 'screenshots')}.`);
  return exitCode;
});
