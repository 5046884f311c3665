/**
 * Tells which names hide their values. It runs for every key of every value in the target, so an answer is remembered
 * by name; and it uses no regular expression, because those leave traces that an app could read (`RegExp.$1`).
 */

/** The rule that hides the value of this name; empty: it may be shown. */
export type KeyRules = (name: string) => string;

/** An app may use ids for keys: what is remembered of them must end somewhere. */
const MAX_REMEMBERED = 4096;
const MAX_REMEMBERED_LENGTH = 100;
/** Of longer texts, only this much at either end is compared: a list of two texts may be a name and its value, or any texts. */
const MAX_COMPARED_END = 128;

/** @param rules as `RedactionRules.keys` */
export function compileKeyRules(rules: readonly string[]): KeyRules | undefined {
  if (rules.length === 0) return undefined;
  const globs = rules.map((rule) => ({ rule, parts: rule.split('*').map(normalised) }));
  const find = (name: string): string => {
    const text = comparable(name);
    for (const { rule, parts } of globs) if (matchesGlob(text, parts)) return rule;
    return '';
  };
  const remembered = new Map<string, string>();
  return (name) => {
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const found = find(name);
    if (name.length > MAX_REMEMBERED_LENGTH) return found;
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(name, found);
    return found;
  };
}

/** What of keys is left alone, and on which channels. */
export interface KeyKeep {
  /** The name, as `RedactionRules.keys`. */
  readonly key: string;
  /** Parts of the channel's glob; undefined: every channel. */
  readonly channel: readonly string[] | undefined;
}

/** @param text as `token`, `*token@llm:*` */
export function parseKeyKeep(text: string): KeyKeep {
  const at = text.indexOf('@');
  return at === -1
    ? { key: text, channel: undefined }
    : { key: text.slice(0, at), channel: text.slice(at + 1).split('*') };
}

/** The rules without what is left alone on a channel. */
export function keepKeys(
  rules: KeyRules | undefined,
  keeps: readonly KeyKeep[],
  channel: string,
): KeyRules | undefined {
  const kept = keeps.filter((keep) => keep.channel === undefined || matchesGlob(channel, keep.channel));
  const isKept = compileKeyRules(kept.map(({ key }) => key));
  if (rules === undefined || isKept === undefined) return rules;
  return (name) => (isKept(name) === '' ? rules(name) : '');
}

const { apply } = Reflect;
const { toLowerCase } = String.prototype;

function comparable(name: string): string {
  if (name.length <= 2 * MAX_COMPARED_END) return normalised(name);
  return normalised(name.slice(0, MAX_COMPARED_END)) + normalised(name.slice(-MAX_COMPARED_END));
}

/** As the rules compare names: `Set-Cookie`, `set_cookie` and `setCookie` are the same. */
function normalised(name: string): string {
  const lower = apply(toLowerCase, name, []);
  let text = '';
  for (let i = 0; i < lower.length; i++) {
    const character = lower[i] as string;
    if (character !== '-' && character !== '_' && character !== ' ') text += character;
  }
  return text;
}

/**
 * Whether a text is the parts in their order with anything between them.
 *
 * @param parts what stands between the `*` of a glob
 */
export function matchesGlob(text: string, parts: readonly string[]): boolean {
  const [first = ''] = parts;
  if (parts.length === 1) return text === first;
  const last = parts[parts.length - 1] as string;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let position = first.length;
  for (let i = 1; i < parts.length - 1; i++) {
    const part = parts[i] as string;
    const found = text.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return position <= text.length - last.length;
}
