// Stands in for Electron's own default app (default_app/main.ts), which the fallback runtime lacks:
// preloads the modules given with -r, then runs the app named on the command line. The top-level await
// matters: Electron holds `ready` back until this module, and with it the target's main, has run.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);
const Module = require('node:module');

const { preloads, appArgument } = parseArguments(process.argv.slice(1));
Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
if (preloads.length > 0) Module._preloadModules(preloads);
if (appArgument === undefined) {
  process.stderr.write('Usage: electron [-r module] <folder or main file> [arguments]\n');
  app.exit(2);
} else {
  await runApp(resolve(appArgument));
}

function parseArguments(args) {
  const modules = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i];
    if (argument === '-r' || argument === '--require') modules.push(args[++i]);
    else if (!argument.startsWith('-')) return { preloads: modules, appArgument: argument };
  }
  return { preloads: modules, appArgument: undefined };
}

async function runApp(path) {
  let mainFile;
  try {
    const manifestFile = join(path, 'package.json');
    if (existsSync(manifestFile)) {
      describeApp(JSON.parse(readFileSync(manifestFile, 'utf8')));
      app.setAppPath(path);
    }
    mainFile = Module._resolveFilename(path, null, true);
    if (!existsSync(manifestFile)) app.setAppPath(dirname(mainFile));
  } catch (error) {
    process.stderr.write(`Unable to find Electron app at ${path}\n\n${error.message}\n`);
    app.exit(1);
    return;
  }
  try {
    await import(pathToFileURL(mainFile).href);
  } catch (error) {
    process.stderr.write(`App threw an error during load\n${error.stack ?? error}\n`);
    throw error;
  }
}

function describeApp(manifest) {
  if (manifest.version) app.setVersion(manifest.version);
  const name = manifest.productName ?? manifest.name;
  if (name) app.name = name;
}
