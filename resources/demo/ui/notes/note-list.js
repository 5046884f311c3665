import { element } from '../shared/dom.js';

const SEARCH_DELAY_MS = 120;
const HOUR_MS = 3_600_000;

/** The list at the left: all notes, or what the search or a tag leaves of them. */
export function createNoteList({ api, onOpen }) {
  const list = document.querySelector('#note-list');
  const count = document.querySelector('#list-count');
  const search = document.querySelector('#search');
  const clearFilter = document.querySelector('#clear-filter');

  let notes = [];
  let currentId;
  let tag;
  let foundIds;
  let searchTimer;

  search.addEventListener('input', () => {
    clearTimeout(searchTimer);
    searchTimer = setTimeout(find, SEARCH_DELAY_MS);
  });
  clearFilter.addEventListener('click', () => filterBy(undefined));
  api.onFilter((filter) => filterBy(filter.tag));

  async function load() {
    notes = await api.listNotes();
    currentId ??= notes[0].id;
    show();
  }

  async function find() {
    const text = search.value.trim();
    if (text === '') {
      foundIds = undefined;
    } else {
      const { hits } = await api.search(text);
      // Answers may arrive out of order: only the one to the present text counts.
      if (text !== search.value.trim()) return;
      foundIds = new Set(hits.map(({ id }) => id));
    }
    show();
  }

  function filterBy(newTag) {
    tag = newTag;
    clearFilter.hidden = !tag;
    clearFilter.textContent = tag ? `#${tag} ×` : '';
    clearFilter.title = 'Show all notes';
    show();
  }

  function show() {
    const shown = notes.filter((note) => (!foundIds || foundIds.has(note.id)) && (!tag || note.tags.includes(tag)));
    count.textContent = shown.length === 1 ? '1 note' : `${shown.length} notes`;
    list.replaceChildren(...shown.map((note) => element('li', {}, noteButton(note))));
    markCurrent(currentId);
  }

  function noteButton({ id, title, excerpt, tags, updatedAtMs }) {
    const button = element(
      'button',
      { className: 'note', type: 'button', value: id },
      element('span', { className: 'note-title', textContent: title }),
      element('span', { className: 'note-age', textContent: ageOf(updatedAtMs) }),
      element('span', { className: 'note-excerpt', textContent: excerpt || 'Empty' }),
      element('span', {
        className: 'note-tags',
        textContent: tags.map((name) => `#${name}`).join('  '),
      }),
    );
    button.addEventListener('click', () => {
      markCurrent(id);
      onOpen(id);
    });
    return button;
  }

  function markCurrent(id) {
    currentId = id;
    for (const button of list.querySelectorAll('.note')) {
      const isCurrent = button.value === id;
      button.setAttribute('aria-current', String(isCurrent));
      if (isCurrent) button.scrollIntoView({ block: 'nearest' });
    }
  }

  return { load, markCurrent, firstId: () => notes[0].id };
}

function ageOf(atMs) {
  const hours = Math.floor((Date.now() - atMs) / HOUR_MS);
  if (hours < 1) return 'now';
  return hours < 24 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
