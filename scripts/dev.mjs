// `npm run dev`: the inspector with electron-vite's development server, attached to the demo; the window reloads on change.

import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { projectRoot } from './setup/paths.mjs';
import { run, runScript } from './setup/report.mjs';

await runScript(async () => {
  const { environment } = await prepareElectron();
  const display = await ensureDisplay();
  await build();
  const electronVite = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const args = process.argv.length > 2 ? process.argv.slice(2) : [join('resources', 'demo')];
  const { exitCode } = await run(
    'developing',
    process.execPath,
    [electronVite, 'dev', '--sourcemap', '--entry', 'out', '--', ...args],
    {
      cwd: projectRoot,
      env: { ...process.env, ...environment, ...display, ELECTROSCOPE_DEVELOPMENT: '1' },
      timeoutMs: 2 ** 31 - 1,
    },
  );
  return exitCode;
});
