import { element } from '../shared/dom.js';

const INLINE = /\*\*(?<strong>[^*]+)\*\*|\*(?<em>[^*]+)\*|`(?<code>[^`]+)`/gu;
const ITEM = /^(?:- (?:\[(?<check>[ x])\] )?|(?<number>\d+)\. )(?<text>.*)$/u;

/** Splits the small part of Markdown that field notes use into blocks. */
export function blocksOf(text) {
  return text
    .split(/\n\s*\n/u)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(blockOf);
}

function blockOf(text) {
  const heading = /^(?<marks>#{1,3}) (?<text>.*)$/u.exec(text);
  if (heading) return { type: `h${heading.groups.marks.length}`, text: heading.groups.text };
  if (text.startsWith('> ')) return { type: 'blockquote', text: text.replace(/^> /gmu, '') };

  const items = text.split('\n').map((line) => ITEM.exec(line)?.groups);
  if (items.every(Boolean)) return { type: items[0].number ? 'ol' : 'ul', items };
  return { type: 'p', text };
}

/** Builds nodes, never HTML text: nothing in a note can become markup. */
export function renderBlocks(blocks) {
  return blocks.map(({ type, text, items }) =>
    items ? element(type, {}, ...items.map(renderItem)) : element(type, {}, ...renderInline(text)),
  );
}

function renderItem({ check, text }) {
  if (check === undefined) return element('li', {}, ...renderInline(text));
  const box = element('input', { type: 'checkbox', checked: check === 'x', disabled: true });
  return element('li', { className: 'task' }, box, ...renderInline(text));
}

function renderInline(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [name, content] = Object.entries(match.groups).find(([, group]) => group !== undefined);
    parts.push(text.slice(end, match.index), element(name, { textContent: content }));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}
