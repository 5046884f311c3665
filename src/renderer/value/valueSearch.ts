/** Finds a text in the keys and values of a tree. It works in time slices, so that the window stays responsive. */

import { useEffect, useState } from 'react';
import type { EncodedValue } from '../../shared/value/encodedValue';
import { leafText, textOf } from '../../shared/value/inspect';
import { childCount, childrenOf, type ValueChild } from '../../shared/value/valueTree';

export const MAX_MATCHES = 1000;
const SLICE_MS = 8;
/** Nodes that are examined between two checks of the clock. */
const NODES_A_STEP = 500;
const CHILDREN_AT_ONCE = 1000;

export interface ValueMatches {
  /** Paths of lines, from top to bottom; not more than `MAX_MATCHES`. */
  readonly paths: readonly string[];
  readonly isDone: boolean;
}

const NO_MATCHES: ValueMatches = { paths: [], isDone: true };

export function useValueSearch(roots: readonly ValueChild[], text: string): ValueMatches {
  const [matches, setMatches] = useState(NO_MATCHES);
  useEffect(() => {
    const wanted = text.trim().toLowerCase();
    if (wanted === '') {
      setMatches(NO_MATCHES);
      return;
    }
    const paths: string[] = [];
    const steps = search(roots, wanted, paths);
    let timer: number | undefined;
    const go = () => {
      const untilMs = performance.now() + SLICE_MS;
      let isDone = false;
      while (!isDone && performance.now() < untilMs) isDone = steps.next().done === true;
      setMatches({ paths: [...paths], isDone });
      if (!isDone) timer = window.setTimeout(go);
    };
    go();
    return () => window.clearTimeout(timer);
  }, [roots, text]);
  return matches;
}

interface Place {
  readonly child: ValueChild;
  readonly path: string;
}

/** Adds to `paths`, and yields between slices. Without recursion: hostile values are deep. */
function* search(roots: readonly ValueChild[], wanted: string, paths: string[]): Generator<void> {
  let nodes = 0;
  const rest: Iterator<Place>[] = [placesOf(roots)];
  while (rest.length > 0 && paths.length < MAX_MATCHES) {
    const places = rest.at(-1) as Iterator<Place>;
    const next = places.next();
    if (next.done === true) {
      rest.pop();
      continue;
    }
    const { child, path } = next.value;
    if (isMatch(child, wanted)) paths.push(path);
    if (childCount(child.value) > 0) rest.push(childPlaces(child.value, path));
    if (++nodes % NODES_A_STEP === 0) yield;
  }
}

function* placesOf(children: readonly ValueChild[]): Generator<Place> {
  for (const [index, child] of children.entries()) yield { child, path: String(index) };
}

function* childPlaces(value: EncodedValue, path: string): Generator<Place> {
  const count = childCount(value);
  for (let start = 0; start < count; start += CHILDREN_AT_ONCE) {
    const children = childrenOf(value, start, start + CHILDREN_AT_ONCE);
    for (const [index, child] of children.entries()) yield { child, path: `${path}/${start + index}` };
  }
}

function isMatch({ label, value }: ValueChild, wanted: string): boolean {
  if (label.toLowerCase().includes(wanted)) return true;
  const text = textOf(value) || leafText(value);
  return text?.toLowerCase().includes(wanted) ?? false;
}
