/** Keys of single widgets, which are not commands. Only the list of shortcuts shows them. */

interface WidgetKeys {
  readonly title: string;
  readonly keys: readonly (readonly [label: string, ...chords: string[]])[];
}

export const WIDGET_KEYS: readonly WidgetKeys[] = [
  {
    title: 'In the table',
    keys: [
      ['Message above, below', 'ArrowUp', 'ArrowDown'],
      ['Page up, down', 'PageUp', 'PageDown'],
      ['First, last', 'Home', 'End'],
    ],
  },
  {
    title: 'In a value',
    keys: [
      ['Line above, below', 'ArrowUp', 'ArrowDown'],
      ['Open, close', 'ArrowRight', 'ArrowLeft'],
    ],
  },
  {
    title: 'On a handle of the overview',
    keys: [
      ['Earlier, later', 'ArrowLeft', 'ArrowRight'],
      ['Ten times as far', 'Shift+ArrowLeft', 'Shift+ArrowRight'],
      ['All of the session', 'Escape'],
    ],
  },
  {
    title: 'In the timeline',
    keys: [
      ['Nearer, farther', 'W', 'S', '+', '-'],
      ['Earlier, later', 'A', 'D', 'ArrowLeft', 'ArrowRight'],
      ['First, last', 'Home', 'End'],
      ['Everything', '0'],
      ['Message before, after', ',', '.'],
    ],
  },
];
