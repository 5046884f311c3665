// `npm run screenshots`: pictures of every view, light and dark, in two sizes, in out/screenshots.
// `npm run demo:record`: docs/demo.gif, which the README shows.

import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { projectRoot } from './setup/paths.mjs';
import { run, runScript, say } from './setup/report.mjs';

const [name = 'views'] = process.argv.slice(2);
const result = { views: join('out', 'screenshots'), recording: join('docs', 'demo.gif') }[name];

await runScript(async () => {
  const { environment } = await prepareElectron();
  const display = await ensureDisplay({ always: true });
  await build();
  const playwright = join(projectRoot, 'node_modules', 'playwright', 'cli.js');
  const { exitCode } = await run(
    'taking pictures',
    process.execPath,
    [playwright, 'test', '-c', 'test', '--project=screenshots', `${name}.spec.ts`],
    { cwd: projectRoot, env: { ...process.env, ...environment, ...display } },
  );
  if (exitCode === 0) say(`See ${result}.`);
  return exitCode;
});
