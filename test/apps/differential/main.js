// Runs every scenario and writes what it observed to DIFFERENTIAL_FOLDER/transcript.jsonl, then quits. The test runs it
// with and without the agent and expects the same transcript. DIFFERENTIAL_ONLY names the scenarios to run, else it is all.

require('./scenarios/surroundings');

const { join } = require('node:path');
const { app } = require('electron');
const { createContext } = require('./lib/context');
const { Transcript } = require('./lib/transcript');
const { witnessProcess } = require('./lib/witness');
const { scenarios } = require('./scenarios');

const folder = process.env.DIFFERENTIAL_FOLDER;
const transcript = new Transcript(join(folder, 'transcript.jsonl'));

witnessProcess(transcript);
witnessEnd();
app.disableHardwareAcceleration();
app.setPath('userData', join(folder, 'user-data'));
app.on('window-all-closed', () => {});
app.whenReady().then(runAll);

async function runAll() {
  const chosen = process.env.DIFFERENTIAL_ONLY?.split(',');
  const context = await createContext(transcript, folder);
  for (const [name, run] of Object.entries(scenarios)) {
    if (chosen !== undefined && !chosen.includes(name)) continue;
    transcript.begin(name);
    try {
      await run(context);
    } catch (error) {
      transcript.record('scenario failed', error);
    }
  }
  transcript.begin('end');
  await context.close();
  app.quit();
}

function witnessEnd() {
  for (const name of ['before-quit', 'will-quit', 'quit']) app.on(name, () => transcript.write(name, ''));
  process.on('exit', (code) => {
    transcript.record('exit', code);
    transcript.close();
  });
}
