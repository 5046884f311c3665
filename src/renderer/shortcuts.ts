/** What the keys do, wherever the focus is. */

import type { SessionModel } from './session/sessionModel';

export interface Shortcut {
  /** As shown; the first that fits the platform's habits. */
  readonly keys: string;
  readonly label: string;
  matches(event: KeyboardEvent): boolean;
  run(session: SessionModel): void;
}

/** Id of the filter's input, which a shortcut gives the focus. */
export const FILTER_INPUT_ID = 'filter';
const isMac = navigator.userAgent.includes('Mac');
const mod = isMac ? '⌘' : 'Ctrl+';

export const SHORTCUTS: readonly Shortcut[] = [
  {
    keys: `${mod}F`,
    label: 'Filter',
    matches: (event) => isMod(event) && event.key.toLowerCase() === 'f',
    run: () => focusFilter(),
  },
  {
    keys: '/',
    label: 'Filter',
    matches: (event) => event.key === '/' && !isTyping(event),
    run: () => focusFilter(),
  },
  {
    keys: `${mod}E`,
    label: 'Pause or resume the view',
    matches: (event) => isMod(event) && event.key.toLowerCase() === 'e',
    run: (session) => session.setPaused(!session.store.getState().isPaused),
  },
  {
    keys: `${mod}L`,
    label: 'Clear the view',
    matches: (event) => isMod(event) && event.key.toLowerCase() === 'l',
    run: (session) => session.clear(),
  },
  {
    keys: `${mod}\``,
    label: 'Show or hide the app’s output',
    matches: (event) => isMod(event) && event.key === '`',
    run: ({ store }) => store.setState((state) => ({ isOutputOpen: !state.isOutputOpen })),
  },
  {
    keys: `${mod},`,
    label: 'Settings',
    matches: (event) => isMod(event) && event.key === ',',
    run: ({ store }) => store.setState({ isSettingsOpen: true }),
  },
  {
    keys: 'Enter',
    label: 'Open the detail of the selected message',
    matches: (event) => event.key === 'Enter' && isInTable(event),
    run: ({ store }) => store.setState({ isDetailOpen: true }),
  },
  {
    keys: 'Esc',
    label: 'Close the detail',
    matches: (event) => event.key === 'Escape' && !isTyping(event),
    run: ({ store }) => store.setState({ isDetailOpen: false }),
  },
];

export function handleShortcut(session: SessionModel, event: KeyboardEvent): void {
  // A dialog has its own keys.
  if (document.querySelector('dialog[open], [role=dialog]') !== null) return;
  if (event.defaultPrevented) return;
  const shortcut = SHORTCUTS.find((candidate) => candidate.matches(event));
  if (shortcut === undefined) return;
  event.preventDefault();
  shortcut.run(session);
}

function isMod(event: KeyboardEvent): boolean {
  return (isMac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;
}

function isTyping(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
}

function isInTable(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('[role="grid"]') !== null;
}

function focusFilter(): void {
  const input = document.getElementById(FILTER_INPUT_ID);
  if (!(input instanceof HTMLInputElement)) return;
  input.focus();
  input.select();
}
