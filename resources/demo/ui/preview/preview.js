import { latestPerFrame } from '../shared/dom.js';
import { blocksOf, renderBlocks } from './markdown.js';

const WORDS_PER_MINUTE = 200;

const api = window.preview;
const page = document.querySelector('#page');

const show = latestPerFrame((blocks) => page.replaceChildren(...renderBlocks(blocks)));

api.onRender(({ id, title, body }) => {
  const blocks = [{ type: 'h1', text: title }, ...blocksOf(body)];
  show(blocks);
  const wordCount = body.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  api.reportRendered({
    id,
    blockCount: blocks.length,
    readingMinutes: Math.max(1, Math.round(wordCount / WORDS_PER_MINUTE)),
  });
});
api.ready();
