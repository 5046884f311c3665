/** Compiles code that the inspector generated, in strict TypeScript, and runs it as its user would. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './paths';

const STRICT = {
  compilerOptions: {
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedParameters: true,
    skipLibCheck: true,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    module: 'nodenext',
    types: ['node'],
    outDir: 'built',
    rootDir: '.',
  },
  include: ['*.ts'],
};

/** A small project of its own, in which the packages of this one are found. */
export class GeneratedProject {
  private constructor(readonly folder: string) {}

  static create(files: { readonly [name: string]: string }): GeneratedProject {
    const parent = join(projectRoot, 'out', 'generated');
    mkdirSync(parent, { recursive: true });
    const project = new GeneratedProject(mkdtempSync(join(parent, 'code-')));
    project.write('package.json', JSON.stringify({ type: 'commonjs' }));
    project.write('tsconfig.json', JSON.stringify(STRICT));
    // What the package `@playwright/test` is: the same under another name.
    const name = 'node_modules/@playwright/test';
    project.write(
      `${name}/package.json`,
      JSON.stringify({ name: '@playwright/test', main: 'index.js', types: 'index.d.ts' }),
    );
    project.write(`${name}/index.js`, `module.exports = require('playwright/test');\n`);
    project.write(`${name}/index.d.ts`, `export * from 'playwright/test';\n`);
    for (const [file, text] of Object.entries(files)) project.write(file, text);
    return project;
  }

  /** @returns what the compiler says; empty: nothing is wrong. What is compiled lies in `built`. */
  compile(): string {
    return this.run('typescript/bin/tsc', '-p', '.').output;
  }

  /** Runs the compiled tests. */
  test(): { readonly code: number | null; readonly output: string } {
    return this.run('playwright/cli.js', 'test', 'built', '--reporter=line', '--workers=1');
  }

  private write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }

  private run(script: string, ...args: string[]): { readonly code: number | null; readonly output: string } {
    const path = join(projectRoot, 'node_modules', script);
    // A test that runs tests would take itself for one of theirs.
    const { TEST_WORKER_INDEX: _, TEST_PARALLEL_INDEX: __, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
      cwd: this.folder,
      env,
      encoding: 'utf8',
      timeout: 120_000,
    });
    return { code: status, output: `${stdout}${stderr}`.trim() };
  }
}
