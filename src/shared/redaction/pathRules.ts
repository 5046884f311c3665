/**
 * Rules that name a place: `args.0.pin`, `args[0].pin`, `result.*.ssn`, `error.config.auth`; `*` stands for any
 * one step, or within a step for any text. `args.1@keychain:*` holds only for the channels after the `@`.
 *
 * Before a value is encoded, the places are looked up in it; without such rules nothing is done.
 */

import { matchesGlob } from './keyRules';

/** The part of a message that a value is. */
export type ValueRoot = 'args' | 'result' | 'error';

export interface PathRule {
  /** As it was written. */
  readonly text: string;
  readonly root: ValueRoot;
  /** Steps below the root, each as the parts between its `*`. */
  readonly steps: readonly (readonly string[])[];
  /** Parts of the channel's glob; undefined: every channel. */
  readonly channel: readonly string[] | undefined;
}

const ROOTS: readonly ValueRoot[] = ['args', 'result', 'error'];

/** A rule that can't be read is left out: `addRule` lets none through. */
export function compilePathRules(texts: readonly string[]): readonly PathRule[] {
  return texts.flatMap((text) => parsePathRule(text) ?? []);
}

function parsePathRule(text: string): PathRule | undefined {
  const at = text.indexOf('@');
  const [path, channel] = at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const [rootText, ...steps] = path
    .split(/[.[\]]/)
    .filter((step) => step !== '')
    .map((step) => step.split('*'));
  const root = ROOTS.find((name) => name === rootText?.[0]);
  if (root === undefined || steps.length === 0) return undefined;
  return { text, root, steps, channel: channel?.split('*') };
}

/** The rules that hold for a part of the messages on a channel. */
export function rulesFor(rules: readonly PathRule[], root: ValueRoot, channel: string): readonly PathRule[] {
  return rules.filter(
    (rule) => rule.root === root && (rule.channel === undefined || matchesGlob(channel, rule.channel)),
  );
}

/** The rules for places in one part of the messages of a channel. */
export interface PlaceRules {
  readonly hidden: readonly PathRule[];
  /** Stronger than `hidden`. */
  readonly kept: readonly PathRule[];
}

export const NO_PLACES: PlaceRules = { hidden: [], kept: [] };

export function hasPlaces({ hidden, kept }: PlaceRules): boolean {
  return hidden.length + kept.length > 0;
}

/** How places are looked up: the names below an object, and what stands there, without running code of the app. */
export interface ObjectReader {
  /** Undefined: it can't be looked into. */
  namesOf(holder: object): Iterable<string> | undefined;
  read(holder: object, name: string): unknown;
}

/** The rule that hides a name of an object, by object and name; empty: it is left alone whatever hides it. */
export type HiddenPlaces = ReadonlyMap<object, ReadonlyMap<string, string>>;

/** More places than this are not looked up: what is below them is hidden by their common holder. */
const MAX_VISITS = 20_000;

/** @returns undefined if these rules concern nothing in the value */
export function findHiddenPlaces(
  value: unknown,
  { hidden: rules, kept }: PlaceRules,
  reader: ObjectReader,
): HiddenPlaces | undefined {
  const hidden = new Map<object, Map<string, string>>();
  let visits = 0;
  const mark = (holder: object, name: string, rule: string): void => {
    let names = hidden.get(holder);
    if (names === undefined) {
      names = new Map();
      hidden.set(holder, names);
    }
    names.set(name, rule);
  };
  const visit = (holder: unknown, rule: PathRule, step: number, isKept: boolean): void => {
    if (typeof holder !== 'object' || holder === null) return;
    const parts = rule.steps[step] as readonly string[];
    const isLast = step === rule.steps.length - 1;
    for (const name of reader.namesOf(holder) ?? []) {
      if (!matchesGlob(name, parts)) continue;
      if (isLast || ++visits > MAX_VISITS) {
        if (isLast || !isKept) mark(holder, name, isKept ? '' : rule.text);
      } else visit(reader.read(holder, name), rule, step + 1, isKept);
    }
  };
  for (const rule of rules) visit(value, rule, 0, false);
  for (const rule of kept) visit(value, rule, 0, true);
  return hidden.size === 0 ? undefined : hidden;
}
