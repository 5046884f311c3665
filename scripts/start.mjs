// `npm start`: everything from a fresh clone to the inspector's window, attached to the demo app.
// `npm start -- <app> [-- args]` watches another app.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureDisplay } from './setup/display.mjs';
import { prepareElectron } from './setup/environment.mjs';
import { projectRoot } from './setup/paths.mjs';
import { runScript, say } from './setup/report.mjs';

await runScript(async () => {
  const { environment } = await prepareElectron();
  const display = await ensureDisplay();
  await build();
  const args = process.argv.slice(2);
  const shown = args.length > 0 ? args : [join('resources', 'demo')];
  say(`electroscope ${shown.join(' ')}`);
  const child = spawn(process.execPath, [join(projectRoot, 'bin', 'electroscope.mjs'), ...shown], {
    cwd: args.length > 0 ? process.cwd() : projectRoot,
    env: { ...process.env, ...environment, ...display },
    stdio: 'inherit',
  });
  // Ctrl-C reaches the child by itself; this process waits for it to end its target.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});
