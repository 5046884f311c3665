const { describe } = require('./describe');
const garbage = require('./garbage');
const { passGate } = require('./gate');
const { openPage, runIn } = require('./page');
const waiting = require('./waiting');

module.exports = { createContext };

/** What every scenario is given: ways to record, two pages that stay open, and ways to wait. */
async function createContext(transcript, folder) {
  const page = await openPage();
  const otherPage = await openPage();
  return {
    ...waiting,
    ...garbage,
    describe,
    openPage,
    runIn,
    page,
    otherPage,
    /** Describes the value. */
    record: (step, value) => transcript.record(step, value),
    /** Records a text that was described elsewhere, or a list of them as lines of their own. */
    write(step, text) {
      if (!Array.isArray(text)) transcript.write(step, text);
      else for (const [index, line] of text.entries()) transcript.write(`${step} ${index + 1}`, line);
    },
    gate: (name) => passGate(folder, name),
    async close() {
      await page.close();
      await otherPage.close();
    },
  };
}
