/**
 * Most of what the window shows comes from the watched app. No component has to care: hidden characters are made visible here, where
 * they become children or texts of an element. Values of inputs are left alone, since they are edited.
 */

import { visibleLines, visibleText } from '../../shared/format/visibleText';

/** Attributes that are shown, or read out. */
const TEXTS = [
  'title',
  'alt',
  'placeholder',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
];

type Clean = (text: string) => string;

/** Returns the same object if its texts have no hidden characters. Line breaks stay in `<pre>` and in tooltips only. */
export function visibleProps(type: unknown, props: unknown): object {
  const given = props as { readonly [name: string]: unknown };
  let visible: { [name: string]: unknown } | undefined;
  const set = (name: string, value: unknown) => {
    if (value === given[name]) return;
    visible ??= { ...given };
    visible[name] = value;
  };
  set('children', visibleChildren(given.children, type === 'pre' ? visibleLines : visibleText));
  if (typeof type === 'string') {
    for (const name of TEXTS) {
      const text = given[name];
      // Only our own tooltips have several lines.
      if (typeof text === 'string') set(name, name === 'title' ? visibleLines(text) : visibleText(text));
    }
  }
  return visible ?? given;
}

function visibleChildren(children: unknown, clean: Clean): unknown {
  if (typeof children === 'string') return clean(children);
  if (!Array.isArray(children)) return children;
  let visible: unknown[] | undefined;
  children.forEach((child: unknown, i) => {
    const shown = visibleChildren(child, clean);
    if (shown === child) return;
    visible ??= [...children];
    visible[i] = shown;
  });
  return visible ?? children;
}
