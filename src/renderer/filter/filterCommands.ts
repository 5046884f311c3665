import { inverted } from '../../shared/filter/edit';
import { type Command, hasSession } from '../commands/command';
import type { SessionModel } from '../session/sessionModel';

/** Id of the filter's input, which commands give the focus. */
export const FILTER_INPUT_ID = 'filter';
const MAX_HISTORY = 50;

const hasFilter = ({ windowStore }: SessionModel) => windowStore.getState().filterText !== '';

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
    keys: ['Mod+Shift+X'],
    words: 'reset all',
    isEnabled: hasFilter,
    run: (session) => session.setFilter(''),
  },
  {
    id: 'filter.invert',
    label: 'Invert the filter',
    group: 'Filter',
    words: 'not negate',
    isEnabled: hasFilter,
    run: (session) => session.setFilter(inverted(session.windowStore.getState().filterText)),
  },
  {
    id: 'filter.saved',
    label: 'Saved filters',
    group: 'Filter',
    words: 'save name bookmark',
    isEnabled: hasSession,
    run: ({ windowStore }) => windowStore.setState({ areSavedFiltersOpen: true }),
  },
];

function focusFilter(): void {
  const input = document.getElementById(FILTER_INPUT_ID);
  if (!(input instanceof HTMLInputElement)) return;
  input.focus();
  input.select();
}

/** Puts the current filter at the front of the history. */
export function rememberFilter({ windowStore, preferences }: SessionModel): void {
  const { filterText, filterError } = windowStore.getState();
  const text = filterText.trim();
  const { filterHistory } = preferences.current;
  if (text === '' || filterError !== undefined || filterHistory[0] === text) return;
  const others = filterHistory.filter((used) => used !== text);
  preferences.change({ filterHistory: [text, ...others].slice(0, MAX_HISTORY) });
}
