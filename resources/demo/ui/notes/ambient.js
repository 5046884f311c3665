import { Pulse } from '../shared/pulse.mjs';

const QUERIES = ['l', 'li', 'lic', 'lich', 'liche', 'lichen', 'he', 'her', 'hero', 'heron'];
const FEATURES = ['search', 'preview', 'history', 'tag-cloud', 'presence'];
const WORDS = ['Ramalina', 'quadrat', 'transect', 'thalli', 'meadow'];

/** What a person at work would cause. `messageCount` includes what main or the guest sends back. */
export function createAmbient({ api, editor, preview, presence }) {
  let round = 0;
  const next = (values) => values[round++ % values.length];

  const autosave = {
    messageCount: 2,
    play() {
      const { id, body } = editor.note();
      api.autosave(id, body, 'interval');
    },
  };
  const caret = {
    messageCount: 1,
    play() {
      round += 1;
      api.moveCaret({ line: 1 + (round % 18), column: 1 + ((round * 5) % 70), selectedLength: 0 });
    },
  };
  const search = { messageCount: 1, play: () => api.search(next(QUERIES)) };
  const ping = { messageCount: 2, play: () => presence.ping() };
  const render = { messageCount: 2, play: () => preview.render(editor.note()) };
  const usage = {
    messageCount: 1,
    play: () => api.recordUsage(next(FEATURES), { openedFrom: 'keyboard', atMs: Date.now() }),
  };
  const spelling = { messageCount: 1, play: () => api.checkSpelling(next(WORDS)) };

  return new Pulse([search, caret, search, autosave, search, caret, ping, usage, render, spelling]);
}
