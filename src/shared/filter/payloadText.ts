/**
 * The texts of a payload: names of properties, strings, and what stands for numbers, dates and the like. Works on what
 * JSON.parse gave, unchecked, because it runs for every message that may match.
 */

/** As deep as `checkEncoded` goes. */
const MAX_DEPTH = 500;

/** Whether one of the texts matches. Bytes have no text. */
export function someText(node: unknown, matches: (text: string) => boolean, depth = 0): boolean {
  switch (typeof node) {
    case 'string':
      return matches(node);
    case 'number':
    case 'boolean':
      return matches(String(node));
    case 'object':
      break;
    default:
      return false;
  }
  if (node === null) return matches('null');
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(node)) return node.some((element) => someText(element, matches, depth + 1));
  const object = node as Record<string, unknown>;
  if (Object.hasOwn(object, '$')) return someTaggedText(object, matches, depth);
  for (const key in object) {
    if (matches(key) || someText(object[key], matches, depth + 1)) return true;
  }
  return false;
}

/** What of a tagged node is text of the app; the rest describes it. */
const TEXT_KEYS: { readonly [tag: string]: readonly string[] } = {
  number: ['v'],
  bigint: ['v'],
  boxed: ['v'],
  map: ['v'],
  set: ['v'],
  array: ['v'],
  object: ['v'],
  cut: ['v', 'name'],
  error: ['name', 'message', 'stack', 'cause', 'props'],
  redacted: ['text'],
  opaque: ['name'],
  bytes: [],
  ref: [],
};

function someTaggedText(node: Record<string, unknown>, matches: (text: string) => boolean, depth: number): boolean {
  const { $: tag, v, source, flags } = node;
  switch (tag) {
    case 'undefined':
      return matches('undefined');
    case 'date':
      return matches(dateText(v));
    case 'regexp':
      return matches(`/${String(source)}/${String(flags)}`);
  }
  const keys = (typeof tag === 'string' && Object.hasOwn(TEXT_KEYS, tag) && TEXT_KEYS[tag]) || Object.keys(node);
  return keys.some((key) => key in node && someText(node[key], matches, depth + 1));
}

function dateText(milliseconds: unknown): string {
  const date = new Date(typeof milliseconds === 'number' ? milliseconds : Number.NaN);
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString();
}
