const LAST_WORD = /(?<word>\p{L}+)\P{L}+$/u;

/** Asks main, synchronously, about the word just finished: old apps do so, and block while they wait. */
export function createSpelling(api) {
  const state = document.querySelector('#spelling-state');

  return {
    check(textarea) {
      const before = textarea.value.slice(0, textarea.selectionStart);
      const word = LAST_WORD.exec(before)?.groups.word;
      if (!word) return;
      const { correct, suggestions } = api.checkSpelling(word);
      state.textContent = correct ? '' : `${word}: did you mean ${suggestions.join(' or ')}?`;
    },
    clear() {
      state.textContent = '';
    },
  };
}
