'use strict';

const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const FOLDER_NAME = /^fieldnotes-(?<pid>\d+)-/u;

/** Gives this process a profile of its own, so that runs neither meet nor leave anything behind. */
function useTemporaryUserData() {
  const temp = app.getPath('temp');
  removeAbandoned(temp);

  const folder = fs.mkdtempSync(path.join(temp, `fieldnotes-${process.pid}-`));
  app.setPath('userData', folder);
  app.once('quit', () => removeInUse(folder));
}

/** Folders of runs that were killed, or whose files were still locked when they quit (Windows). */
function removeAbandoned(temp) {
  for (const name of fs.readdirSync(temp)) {
    const pid = FOLDER_NAME.exec(name)?.groups.pid;
    if (pid && !isRunning(Number(pid))) remove(path.join(temp, name));
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Moved away first: files are still written to it while it is being emptied. */
function removeInUse(folder) {
  const moved = `${folder}-quit`;
  try {
    fs.renameSync(folder, moved);
  } catch {
    // Locked for now: the next start removes it.
    return;
  }
  remove(moved);
}

function remove(folder) {
  try {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  } catch {
    // Locked for now: the next start removes it.
  }
}

module.exports = { useTemporaryUserData };
