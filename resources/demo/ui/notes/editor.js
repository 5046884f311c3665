import { latestPerFrame, timeOf } from '../shared/dom.js';
import { createAttachments } from './attachments.js';
import { createSpelling } from './spelling.js';

const AUTOSAVE_DELAY_MS = 400;
const CARET_DELAY_MS = 80;

/** The open note: its title, its text, and what happens while somebody types. */
export function createEditor({ api, preview, onChanged }) {
  const title = document.querySelector('#title');
  const body = document.querySelector('#body');
  const facts = document.querySelector('#note-facts');
  const savedState = document.querySelector('#saved-state');
  const caretState = document.querySelector('#caret-state');
  const attachments = createAttachments(api);
  const spelling = createSpelling(api);

  let { settings } = api;
  let note;
  let isTyped = false;
  let saveTimer;
  let caretTimer;
  const awaitedSaves = new Map();

  async function open(id) {
    if (isTyped) saveTyped();
    note = await api.readNote(id);
    title.value = note.title;
    body.value = note.body;
    body.setSelectionRange(0, 0);
    savedState.textContent = `Revision ${note.revision}`;
    spelling.clear();
    showFacts();
    showCaret();
    preview.render(note);
    await attachments.show(note);
  }

  title.addEventListener('change', async () => {
    try {
      await api.renameNote(note.id, title.value);
      note.title = title.value;
      preview.render(note);
      onChanged();
    } catch {
      title.value = note.title;
    }
  });

  body.addEventListener('input', ({ data }) => {
    note.body = body.value;
    isTyped = true;
    showFacts();
    preview.render(note);
    if (settings.spelling && data === ' ') spelling.check(body);
    clearTimeout(saveTimer);
    if (settings.autosave) saveTimer = setTimeout(saveTyped, AUTOSAVE_DELAY_MS);
  });

  document.addEventListener('selectionchange', () => {
    if (document.activeElement !== body) return;
    showCaret();
    clearTimeout(caretTimer);
    caretTimer = setTimeout(() => api.moveCaret(caretOf(body)), CARET_DELAY_MS);
  });

  const showSaved = latestPerFrame(({ revision, updatedAtMs }) => {
    savedState.textContent = `Saved ${timeOf(updatedAtMs)} · revision ${revision}`;
  });
  api.onSaved((saved) => {
    if (saved.id === note?.id) showSaved(saved);
    awaitedSaves.get(saved.reason)?.();
    awaitedSaves.delete(saved.reason);
  });
  api.onSettings((changed) => {
    settings = changed;
  });

  /** Resolves when main has answered. */
  function save(reason) {
    return new Promise((resolve) => {
      awaitedSaves.set(reason, resolve);
      api.autosave(note.id, note.body, reason);
    });
  }

  async function saveTyped() {
    clearTimeout(saveTimer);
    isTyped = false;
    await save('typing');
    onChanged();
  }

  function showFacts() {
    const wordCount = note.body.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
    const tags = note.tags.map((tag) => `#${tag}`);
    facts.textContent = [`${wordCount} words`, ...tags].join('  ·  ');
  }

  function showCaret() {
    const { line, column } = caretOf(body);
    caretState.textContent = `Line ${line}, column ${column}`;
  }

  return { open, save, note: () => note, loadPicture: attachments.loadPicture };
}

function caretOf(textarea) {
  const before = textarea.value.slice(0, textarea.selectionStart).split('\n');
  const selectedLength = textarea.selectionEnd - textarea.selectionStart;
  return { line: before.length, column: before.at(-1).length + 1, selectedLength };
}
