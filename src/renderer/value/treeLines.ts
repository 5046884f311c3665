/** The open part of a value's tree, as a flat list of lines. Long containers are opened a page at a time. */

import type { EncodedValue } from '../../shared/value/encodedValue';
import { childCount, childrenOf, kindOf, textOf, type ValueChild } from '../../shared/value/inspect';

/** Children shown at a time. */
const PAGE_SIZE = 100;
/** A longer text is shown in a block of its own when opened. */
export const LONG_TEXT = 120;

interface LinePlace {
  /** Names the line among all of its tree. */
  readonly path: string;
  readonly depth: number;
}

export type TreeLine =
  | (LinePlace & {
      readonly type: 'value';
      readonly label: string | undefined;
      readonly isSynthetic: boolean;
      readonly value: EncodedValue;
      /** Undefined: there is nothing to open. */
      readonly isOpen: boolean | undefined;
    })
  /** `[100 … 199]` */
  | (LinePlace & { readonly type: 'page'; readonly label: string; readonly isOpen: boolean })
  /** A long text, or bytes. */
  | (LinePlace & { readonly type: 'block'; readonly value: EncodedValue });

/**
 * @param roots the values shown side by side
 * @param isOpen whether the node at a path is open
 */
export function treeLines(roots: readonly ValueChild[], isOpen: (path: string) => boolean): TreeLine[] {
  const lines: TreeLine[] = [];
  roots.forEach((root, i) => {
    addValue(lines, root, String(i), 0, isOpen);
  });
  return lines;
}

function addValue(
  lines: TreeLine[],
  { label, isSynthetic, value }: ValueChild,
  path: string,
  depth: number,
  isOpen: (path: string) => boolean,
): void {
  const hasBlock = isBlock(value);
  const count = childCount(value);
  const canOpen = hasBlock || count > 0;
  const open = canOpen ? isOpen(path) : undefined;
  lines.push({ type: 'value', path, depth, label: label === '' ? undefined : label, isSynthetic, value, isOpen: open });
  if (!open) return;
  if (hasBlock) lines.push({ type: 'block', path: `${path}/block`, depth: depth + 1, value });
  else if (count <= PAGE_SIZE) addChildren(lines, value, 0, count, path, depth + 1, isOpen);
  else addPages(lines, value, count, path, depth + 1, isOpen);
}

function addChildren(
  lines: TreeLine[],
  value: EncodedValue,
  start: number,
  end: number,
  path: string,
  depth: number,
  isOpen: (path: string) => boolean,
): void {
  childrenOf(value, start, end).forEach((child, i) => {
    addValue(lines, child, `${path}/${start + i}`, depth, isOpen);
  });
}

function addPages(
  lines: TreeLine[],
  value: EncodedValue,
  count: number,
  path: string,
  depth: number,
  isOpen: (path: string) => boolean,
): void {
  for (let start = 0; start < count; start += PAGE_SIZE) {
    const end = Math.min(start + PAGE_SIZE, count);
    const pagePath = `${path}/page${start}`;
    const open = isOpen(pagePath);
    lines.push({ type: 'page', path: pagePath, depth, label: `[${start} … ${end - 1}]`, isOpen: open });
    if (open) addChildren(lines, value, start, end, path, depth + 1, isOpen);
  }
}

/** Whether a value opens into a block instead of children. */
function isBlock(value: EncodedValue): boolean {
  const kind = kindOf(value);
  if (kind === 'bytes') return true;
  return kind === 'string' && textOf(value).length > LONG_TEXT;
}
