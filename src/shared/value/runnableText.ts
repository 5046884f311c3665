/**
 * Writes a value as JavaScript that makes it when it is run: an expression, and statements after it for what an expression can't
 * say, cycles and shared references.
 *
 * What was not recorded is written `missing("why")`, which nothing defines: it neither compiles nor runs as if it were whole.
 */

import { type EncodedPair, type EncodedValue, isTagged } from './encodedValue';
import { childPaths, expressionPaths } from './expressionPaths';
import { hasReferences } from './objectPaths';
import { WholeWriter } from './wholeWriter';

export interface RunnableText {
  readonly expression: string;
  /** To be run in order, with the value under its name. */
  readonly statements: readonly string[];
}

/**
 * What is made is TypeScript where that needs more than JavaScript has.
 *
 * @param name under which the value stands when the statements are run
 */
export function runnableText(value: EncodedValue, name: string, indent = ''): RunnableText {
  if (!hasReferences(value)) return { expression: new RunnableWriter([], false).write(value, indent), statements: [] };
  const paths = expressionPaths(value, name);
  const statements: string[] = [];
  const expression = new RunnableWriter(paths, true).write(withoutFilled(value), indent);
  collect(value, name, paths, statements);
  return { expression, statements };
}

class RunnableWriter extends WholeWriter {
  constructor(
    paths: readonly string[],
    private readonly isFilledLater: boolean,
  ) {
    super(paths);
  }

  /** A compiler takes the types of a Map from its first entry. */
  protected override mapType(pairs: readonly EncodedPair[]): string {
    const kinds = new Set(pairs.map(([key, content]) => `${typeof key} ${typeof content}`));
    const [kind = 'object'] = kinds;
    return kinds.size === 1 && !kind.includes('object') ? '' : '<unknown, unknown>';
  }

  protected override reference(id: number): string {
    return this.isFilledLater && this.paths[id] !== undefined ? 'undefined' : super.reference(id);
  }
}

/** Sets and maps in which something stands elsewhere, too, are made empty: their order is that in which they are filled. */
function withoutFilled(node: EncodedValue): EncodedValue {
  if (typeof node !== 'object' || node === null) return node;
  if (isFilledLater(node)) return { ...(node as object), v: [] } as EncodedValue;
  if (Array.isArray(node)) return node.map(withoutFilled);
  if (!isTagged(node)) return mapValues(node as { readonly [key: string]: EncodedValue });
  switch (node.$) {
    case 'array':
    case 'object':
      return { ...node, v: node.v.map(([key, child]) => [key, withoutFilled(child)]) };
    case 'map':
      return { ...node, v: node.v.map(([key, child]): EncodedPair => [key, withoutFilled(child)]) };
    case 'set':
      return { ...node, v: node.v.map(withoutFilled) };
    case 'error': {
      const { cause, props } = node;
      return {
        ...node,
        ...(cause === undefined ? {} : { cause: withoutFilled(cause) }),
        ...(props === undefined ? {} : { props: mapValues(props) }),
      };
    }
    default:
      return node;
  }
}

function mapValues(node: { readonly [key: string]: EncodedValue }): { [key: string]: EncodedValue } {
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, withoutFilled(child)]));
}

function isFilledLater(node: EncodedValue): boolean {
  return isTagged(node) && (node.$ === 'set' || node.$ === 'map') && node.v.some((part) => hasReferences(part));
}

/** The statements that put in what stands elsewhere, in an order in which all that they name is there. */
function collect(node: EncodedValue, path: string, paths: readonly string[], statements: string[]): void {
  if (isFilledLater(node)) {
    fill(node, path, paths, statements);
    return;
  }
  for (const [child, childPath] of childPaths(node, path)) {
    if (isTagged(child) && child.$ === 'ref') {
      if (paths[child.id] !== undefined) statements.push(`${childPath} = ${paths[child.id]};`);
    } else collect(child, childPath, paths, statements);
  }
}

function fill(node: EncodedValue, path: string, paths: readonly string[], statements: string[]): void {
  const children = childPaths(node, path);
  const inside = ([part, partPath]: readonly [EncodedValue, string]) => {
    if (!isReference(part)) collect(part, partPath, paths, statements);
  };
  if (isTagged(node) && node.$ === 'set') {
    for (const child of children) {
      statements.push(`${path}.add(${partText(child[0], paths)});`);
      inside(child);
    }
    return;
  }
  for (let i = 0; i + 1 < children.length; i += 2) {
    const [key, content] = children.slice(i, i + 2) as [[EncodedValue, string], [EncodedValue, string]];
    const isInKey = isReference(content[0]) && !isReference(key[0]) && typeof key[0] === 'object' && key[0] !== null;
    // The key has to be there before what stands in it can be named.
    if (isInKey) statements.push(`${path}.set(${partText(key[0], paths)}, undefined);`);
    if (isInKey) inside(key);
    statements.push(`${path}.set(${isInKey ? key[1] : partText(key[0], paths)}, ${partText(content[0], paths)});`);
    if (!isInKey) inside(key);
    inside(content);
  }
}

/** A reference itself can stand there at once; those inside are put in afterwards. */
function partText(part: EncodedValue, paths: readonly string[]): string {
  const isReferred = isReference(part);
  return new RunnableWriter(paths, !isReferred).write(isReferred ? part : withoutFilled(part), '');
}

function isReference(node: EncodedValue): boolean {
  return isTagged(node) && node.$ === 'ref';
}
