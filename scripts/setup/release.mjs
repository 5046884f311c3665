import { SetupError } from './report.mjs';

/** What people download; the rest of what packaging writes serves updates and tests. */
const INSTALLER = /\.(?:AppImage|deb|dmg|exe)$/;

/**
 * @param {string} tag
 * @param {{ manifest: { version: string }, lock: { version: string }, changelog: string }} checkout
 * @returns {string} the notes of the release
 * @throws {SetupError} if the versions differ, or the changelog has no notes
 */
export function checkRelease(tag, { manifest, lock, changelog }) {
  const { version } = manifest;
  if (tag !== `v${version}`) {
    throw new SetupError(`The tag is “${tag}”, but package.json has version ${version}.`, `Tag it v${version}.`);
  }
  if (lock.version !== version) {
    throw new SetupError(`package-lock.json has version ${lock.version}, not ${version}.`, 'Run: npm install');
  }
  const heading = new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}\\n`, 'm');
  const [, after] = changelog.split(heading);
  const notes = after?.split(/^(?:## |\[[^\]]+\]: )/m)[0]?.trim();
  if (!notes) {
    throw new SetupError(
      `CHANGELOG.md has no notes for ${version}.`,
      `Put the heading “## [${version}] - <date>” above the changes since the last version.`,
    );
  }
  return `${notes}\n`;
}

/**
 * @param {string} tag
 * @param {string} notesFile
 * @param {readonly string[]} files
 * @returns {string[]} arguments of `gh`
 * @throws {SetupError} if there is nothing to download
 */
export function pageCommand(tag, notesFile, files) {
  const installers = files.filter((file) => INSTALLER.test(file));
  if (installers.length === 0) throw new SetupError('There is no installer to release.', 'Run npm run package first.');
  const options = ['--verify-tag', '--title', `Electroscope ${tag.slice(1)}`, '--notes-file', notesFile];
  return ['release', 'create', tag, ...options, ...installers];
}
