/** The open part of a value's tree, as a flat list of lines. Long containers are opened a page at a time. */

import type { EncodedValue } from '../../shared/value/encodedValue';
import { kindOf, textOf } from '../../shared/value/inspect';
import { childCount, childrenOf, type ValueChild } from '../../shared/value/valueTree';

/** Children shown at a time; more are grouped into pages, and those into larger ones. */
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

/** Whether the node at a path is open; `value` is undefined for pages. */
export type IsOpen = (path: string, value: EncodedValue | undefined) => boolean;

/**
 * @param roots the values shown side by side
 */
export function treeLines(roots: readonly ValueChild[], isOpen: IsOpen): TreeLine[] {
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
  isOpen: IsOpen,
): void {
  const hasBlock = isBlock(value);
  const count = childCount(value);
  const canOpen = hasBlock || count > 0;
  const open = canOpen ? isOpen(path, value) : undefined;
  lines.push({ type: 'value', path, depth, label: label === '' ? undefined : label, isSynthetic, value, isOpen: open });
  if (!open) return;
  if (hasBlock) lines.push({ type: 'block', path: `${path}/block`, depth: depth + 1, value });
  else addRange(lines, value, 0, count, path, depth + 1, isOpen);
}

/** Children of a range, or the pages it falls into. */
function addRange(
  lines: TreeLine[],
  value: EncodedValue,
  start: number,
  end: number,
  path: string,
  depth: number,
  isOpen: IsOpen,
): void {
  if (end - start <= PAGE_SIZE) {
    childrenOf(value, start, end).forEach((child, i) => {
      addValue(lines, child, `${path}/${start + i}`, depth, isOpen);
    });
    return;
  }
  const pageSize = pageSizeFor(end - start);
  for (let pageStart = start; pageStart < end; pageStart += pageSize) {
    const pageEnd = Math.min(pageStart + pageSize, end);
    const page = pagePath(path, pageStart, pageEnd);
    const open = isOpen(page, undefined);
    lines.push({ type: 'page', path: page, depth, label: `[${pageStart} … ${pageEnd - 1}]`, isOpen: open });
    if (open) addRange(lines, value, pageStart, pageEnd, path, depth + 1, isOpen);
  }
}

/**
 * The lines that must be open for a value to be in sight.
 *
 * @param path of the value's own line
 */
export function linesAbove(roots: readonly ValueChild[], path: string): string[] {
  const [root = 0, ...places] = path.split('/').map(Number);
  let value = roots[root]?.value;
  let place = String(root);
  const above: string[] = [];
  for (const index of places) {
    if (value === undefined) break;
    above.push(place, ...pagesAbove(place, index, childCount(value)));
    value = childrenOf(value, index, index + 1)[0]?.value;
    place = `${place}/${index}`;
  }
  return above;
}

function pagesAbove(path: string, index: number, count: number): string[] {
  const pages: string[] = [];
  let [start, end] = [0, count];
  while (end - start > PAGE_SIZE) {
    const size = pageSizeFor(end - start);
    start += Math.floor((index - start) / size) * size;
    end = Math.min(start + size, end);
    pages.push(pagePath(path, start, end));
  }
  return pages;
}

function pagePath(path: string, start: number, end: number): string {
  return `${path}/page${start}-${end}`;
}

/** So that there are at most PAGE_SIZE pages. */
function pageSizeFor(count: number): number {
  let size = PAGE_SIZE;
  while (count / size > PAGE_SIZE) size *= PAGE_SIZE;
  return size;
}

/** Whether a value opens into a block instead of children. */
function isBlock(value: EncodedValue): boolean {
  const kind = kindOf(value);
  if (kind === 'bytes') return true;
  return (kind === 'string' || kind === 'redacted') && textOf(value).length > LONG_TEXT;
}
