import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Where downloads that several checkouts can share are kept; `ELECTROSCOPE_DEV_CACHE` moves it. */
export const developmentCache =
  process.env.ELECTROSCOPE_DEV_CACHE ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'electroscope-dev');
