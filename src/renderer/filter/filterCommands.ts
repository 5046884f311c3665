import type { Command } from '../commands/command';

/** Id of the filter's input, which commands give the focus. */
export const FILTER_INPUT_ID = 'filter';

export const FILTER_COMMANDS: readonly Command[] = [
  {
    id: 'filter.focus',
    label: 'Filter',
    group: 'Filter',
    keys: ['Mod+F', '/'],
    words: 'search find',
    run: focusFilter,
  },
  {
    id: 'filter.clear',
    label: 'Clear the filter',
    group: 'Filter',
    words: 'reset',
    isEnabled: ({ store }) => store.getState().filterText !== '',
    run: (session) => session.setFilter(''),
  },
];

export function focusFilter(): void {
  const input = document.getElementById(FILTER_INPUT_ID);
  if (!(input instanceof HTMLInputElement)) return;
  input.focus();
  input.select();
}
