// `npm run release:check -- v1.0.0`: whether this checkout can be released under that tag.
// `npm run release:page -- v1.0.0 [--dry-run]`: makes the release page on GitHub, with the installers of out/packages; needs `gh`.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './setup/paths.mjs';
import { checkRelease, pageCommand } from './setup/release.mjs';
import { run, runScript, SetupError, say } from './setup/report.mjs';

const PACKAGES = join('out', 'packages');
const NOTES = join('out', 'release-notes.md');

await runScript(async () => {
  const [action, tag = '', option] = process.argv.slice(2);
  const read = (/** @type {string} */ file) => readFileSync(join(projectRoot, file), 'utf8');
  const notes = checkRelease(tag, {
    manifest: JSON.parse(read('package.json')),
    lock: JSON.parse(read('package-lock.json')),
    changelog: read('CHANGELOG.md'),
  });
  if (action === 'check') {
    process.stdout.write(`${tag} can be released. Its notes:\n\n${notes}`);
    return 0;
  }
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  writeFileSync(join(projectRoot, NOTES), notes);
  const args = pageCommand(tag, NOTES, packages());
  if (option === '--dry-run') {
    process.stdout.write(`gh ${args.join(' ')}\n`);
    return 0;
  }
  say(`gh release create ${tag} …`);
  const { exitCode } = await run('creating the release page', 'gh', args, { cwd: projectRoot });
  if (exitCode !== 0)
    throw new SetupError('The release page was not created; the output of gh is above.', 'Run it again.');
  return 0;
});

/** @returns {string[]} what was packaged, as paths from the checkout */
function packages() {
  try {
    return readdirSync(join(projectRoot, PACKAGES)).map((name) => join(PACKAGES, name));
  } catch {
    throw new SetupError(`There is no ${PACKAGES}.`, 'Run npm run package first.');
  }
}
