import { element, latestPerFrame } from '../shared/dom.js';
import { Pulse } from '../shared/pulse.mjs';
import { performSteps } from '../shared/tour-steps.js';

const MAX_WEIGHT = 3;

const api = window.tagCloud;
const list = document.querySelector('#tags');
const hint = document.querySelector('#hint');

let tags = [];

// Main answers this frame's requests with handlers it puts on the frame itself.
api.attach();
show(await api.listTags());

api.onCounts(latestPerFrame(show));
api.onHint(
  latestPerFrame(({ tag, noteCount, newest }) => {
    hint.textContent = `#${tag}: ${noteCount === 1 ? newest : `${noteCount} notes`}`;
  }),
);

const ambient = createAmbient();
api.onTraffic(({ messagesPerSecond }) => ambient.setRate(messagesPerSecond));
api.onTourAct(async () => {
  await performSteps([() => api.hover('lichen')]);
  api.finishTourAct();
});
api.ready();

function show(newTags) {
  if (JSON.stringify(newTags) === JSON.stringify(tags)) return;
  tags = newTags;
  const sorted = tags.toSorted((a, b) => a.tag.localeCompare(b.tag));
  list.replaceChildren(...sorted.map((entry) => element('li', {}, tagButton(entry))));
}

function tagButton({ tag, noteCount }) {
  const button = element('button', { className: 'tag', type: 'button', textContent: tag });
  button.dataset.weight = String(Math.min(noteCount, MAX_WEIGHT));
  button.addEventListener('pointerenter', () => api.hover(tag));
  button.addEventListener('click', () => api.pick(tag));
  return button;
}

function createAmbient() {
  let round = 0;
  return new Pulse([
    {
      // Main answers with a hint.
      messageCount: 2,
      play() {
        round += 1;
        api.hover(tags[round % tags.length].tag);
      },
    },
    { messageCount: 1, play: () => api.listTags() },
  ]);
}
