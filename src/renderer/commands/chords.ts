/** Chords of keys as commands write them: `Mod+Shift+P`. */

const isMac = navigator.userAgent.includes('Mac');

const MODIFIERS = ['Mod', 'Ctrl', 'Shift', 'Alt'] as const;
type Modifier = (typeof MODIFIERS)[number];

const MODIFIER_SIGNS: Readonly<Record<Modifier, string>> = isMac
  ? { Mod: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥' }
  : { Mod: 'Ctrl', Ctrl: 'Ctrl', Shift: 'Shift', Alt: 'Alt' };

const KEY_SIGNS: { readonly [key: string]: string } = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};

interface Chord {
  readonly modifiers: ReadonlySet<string>;
  readonly key: string;
}

function parse(chord: string): Chord {
  const parts = chord.split(/\+(?=.)/);
  return { modifiers: new Set(parts.slice(0, -1)), key: parts.at(-1) ?? '' };
}

/** The keys of a chord as they are shown: `Ctrl`, `Shift`, `P`. */
export function chordSigns(chord: string): string[] {
  const { modifiers, key } = parse(chord);
  const signs = MODIFIERS.filter((modifier) => modifiers.has(modifier)).map((modifier) => MODIFIER_SIGNS[modifier]);
  return [...signs, KEY_SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key)];
}

/** `Ctrl+Shift+P`, on a Mac `⌘⇧P`. */
export function chordText(chord: string): string {
  return chordSigns(chord).join(isMac ? '' : '+');
}

/** Whether a button opens the context menu: on a Mac, the left one does with Ctrl. */
export function opensMenu({ button, ctrlKey }: Pick<MouseEvent, 'button' | 'ctrlKey'>): boolean {
  return button === 2 || (isMac && ctrlKey);
}

/** Whether Ctrl is held, on a Mac ⌘. */
export function hasMod({ ctrlKey, metaKey }: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>): boolean {
  return isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
}

/** On a Mac, F3 and its like belong to the system unless Fn is held, so they come last. */
export function inOrder(keys: readonly string[]): readonly string[] {
  const isFunctionKey = (chord: string) => /(^|\+)F\d+$/.test(chord);
  return isMac ? [...keys].sort((a, b) => Number(isFunctionKey(a)) - Number(isFunctionKey(b))) : keys;
}

/** Whether the keys that are down are those of a chord. */
export function isChord(chord: string, event: KeyboardEvent): boolean {
  const { modifiers, key } = parse(chord);
  const isCtrl = event.ctrlKey && !event.metaKey;
  const isHeld = modifiers.has('Mod') ? hasMod(event) : modifiers.has('Ctrl') ? isCtrl : undefined;
  if (isHeld === undefined ? event.ctrlKey || event.metaKey : !isHeld) return false;
  if (event.altKey !== modifiers.has('Alt')) return false;
  // The keyboard layout decides where "?" is, and whether it needs Shift.
  if (!isSign(key) && event.shiftKey !== modifiers.has('Shift')) return false;
  // On many keyboards that key has another sign, or none until the next key.
  if (key === '`' && event.code === 'Backquote') return true;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Whether a chord is typed text unless a field has the focus. */
export function isPlain(chord: string): boolean {
  const { modifiers, key } = parse(chord);
  return !['Mod', 'Ctrl', 'Alt'].some((modifier) => modifiers.has(modifier)) && !/^F\d+$/.test(key);
}

function isSign(key: string): boolean {
  return key.length === 1 && key.toLowerCase() === key.toUpperCase();
}
