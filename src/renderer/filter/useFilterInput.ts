/** The keys of the filter: completion as in a combobox, and the history. */

import { type KeyboardEvent, useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { usePreference } from '../session/preferences';
import { useSession, useWindowState } from '../session/SessionContext';
import { rememberFilter } from './filterCommands';
import { type FilterOption, filterOptions, RecentVocabulary } from './filterOptions';

export interface FilterInput {
  readonly options: readonly FilterOption[];
  /** Index of the option that Enter takes; -1: none. */
  readonly active: number;
  readonly isOpen: boolean;
  onChange(input: HTMLInputElement): void;
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): void;
  onSelect(input: HTMLInputElement): void;
  onBlur(): void;
  take(option: FilterOption): void;
}

/** @param input gets the caret where typing continues */
export function useFilterInput(input: React.RefObject<HTMLInputElement | null>): FilterInput {
  const session = useSession();
  const text = useWindowState((state) => state.filterText);
  const error = useWindowState((state) => state.filterError);
  const history = usePreference((preferences) => preferences.filterHistory);
  const saved = usePreference((preferences) => preferences.savedFilters);
  const [isWanted, setWanted] = useState(false);
  const [active, setActive] = useState(-1);
  const [caret, setCaret] = useState(0);
  /** Place in the history while the user browses it; -1: not browsing. */
  const [past, setPast] = useState(-1);
  const nextCaret = useRef<number>(undefined);
  const vocabulary = useMemo(() => new RecentVocabulary(session.table), [session]);
  const optionsFor = useCallback(
    (typed: string) => filterOptions(typed, caret, { history, saved }, vocabulary.get(performance.now())),
    [caret, history, saved, vocabulary],
  );
  // The table comes first, unless the list is being gone through: what Enter takes belongs to what was typed.
  const lateText = useDeferredValue(text);
  const shownText = active < 0 ? lateText : text;
  const options = useMemo(() => (isWanted ? optionsFor(shownText) : []), [isWanted, optionsFor, shownText]);
  const isOpen = isWanted && options.length > 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is put right when another text is shown.
  useLayoutEffect(() => {
    if (nextCaret.current === undefined) return;
    input.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    setCaret(nextCaret.current);
    nextCaret.current = undefined;
  }, [text]);

  const show = (next: string, nextPlace: number) => {
    if (next !== text) nextCaret.current = nextPlace;
    session.setFilter(next);
    setActive(-1);
  };

  const close = () => {
    setWanted(false);
    setActive(-1);
  };

  const take = (option: FilterOption) => {
    show(option.text, option.caret);
    setWanted(option.hasMore);
    if (!option.hasMore) rememberFilter(session);
  };

  const recall = (place: number) => {
    const recalled = place < 0 ? '' : history[place];
    if (recalled === undefined) return;
    setPast(Math.max(-1, place));
    show(recalled, recalled.length);
    close();
  };

  const onEnter = () => {
    const option = options[active];
    if (isOpen && option !== undefined) return take(option);
    if (error?.suggestion !== undefined) show(error.suggestion, error.suggestion.length);
    rememberFilter(session);
    close();
  };

  const onTab = () => {
    const option = currentOptions()[Math.max(0, active)];
    if (option !== undefined) take(option);
  };

  const onEscape = () => {
    if (isOpen) close();
    else if (text === '') input.current?.blur();
    else session.setFilter('');
  };

  /** The options for the current text; the shown list may be older. */
  const currentOptions = () => (shownText === text ? options : optionsFor(text));

  const move = (step: number) => {
    // One place more than there are options: what was typed.
    const places = currentOptions().length + 1;
    setActive(((active + 1 + step + places) % places) - 1);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' && isOpen) move(1);
    else if (key === 'ArrowDown' && past >= 0) recall(past - 1);
    else if (key === 'ArrowDown' || (key === ' ' && event.ctrlKey)) setWanted(true);
    else if (key === 'ArrowUp' && isOpen) move(-1);
    else if (key === 'ArrowUp') recall(past + 1);
    else if (key === 'Enter') onEnter();
    else if (key === 'Escape') onEscape();
    else if (key === 'Tab' && !event.shiftKey && isOpen && text !== '') onTab();
    else return;
    event.preventDefault();
  };

  return {
    options,
    active,
    isOpen,
    onKeyDown,
    take,
    onChange(element) {
      session.setFilter(element.value);
      setCaret(element.selectionStart ?? element.value.length);
      setWanted(element.value !== '');
      setActive(-1);
      setPast(-1);
    },
    onSelect: (element) => setCaret(element.selectionStart ?? 0),
    onBlur() {
      close();
      setPast(-1);
      rememberFilter(session);
    },
  };
}
