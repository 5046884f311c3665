/** Finds what stands at a place in a payload, such as `0.items.*.id` below `args`. */

import { matchesGlob } from '../redaction/keyRules';
import { type EncodedValue, isTagged } from '../value/encodedValue';
import { isNumberedObject, textOf } from '../value/inspect';
import { childrenOf } from '../value/valueTree';
import { ANY_DEPTH } from './payloadCondition';

/** The limit of nodes that are examined for one place. */
const MAX_NODES = 10_000;

/** @returns every node that the steps lead to; references are followed */
export function nodesAt(root: EncodedValue, steps: readonly string[]): readonly EncodedValue[] {
  let objects: readonly EncodedValue[] | undefined;
  const resolve = (node: EncodedValue): EncodedValue => {
    if (!isTagged(node) || node.$ !== 'ref') return node;
    objects ??= numberedObjects(root);
    return objects[node.id] ?? node;
  };
  let nodes: EncodedValue[] = [root];
  for (const step of steps) {
    if (step === ANY_DEPTH) {
      nodes = withDescendants(nodes, (node) => childrenOf(node).map(({ value }) => value));
      continue;
    }
    const parts = step.split('*');
    nodes = nodes.flatMap((node) => named(resolve(node), parts)).slice(0, MAX_NODES);
  }
  return nodes.map(resolve);
}

/** What references lead to stands somewhere itself, so they are not followed. */
function withDescendants<Node>(nodes: readonly Node[], childrenOf: (node: Node) => readonly Node[]): Node[] {
  const all = [...nodes];
  for (let i = 0; i < all.length && all.length < MAX_NODES; i++) all.push(...childrenOf(all[i] as Node));
  return all.slice(0, MAX_NODES);
}

/**
 * `nodesAt` for payloads that were not checked, as long as nothing tagged is on the way, which is most often so.
 *
 * @returns undefined if it must be looked up in what `checkEncoded` made of it
 */
export function plainNodesAt(root: unknown, steps: readonly string[]): readonly EncodedValue[] | undefined {
  let nodes: unknown[] = [root];
  for (const step of steps) {
    if (step === ANY_DEPTH) {
      nodes = withDescendants(nodes, (node) => (typeof node === 'object' && node !== null ? Object.values(node) : []));
      if (nodes.some(isTaggedNode)) return undefined;
      continue;
    }
    const next: unknown[] = [];
    for (const node of nodes) {
      if (typeof node !== 'object' || node === null) continue;
      if (Object.hasOwn(node, '$')) return undefined;
      if (!step.includes('*')) {
        if (Object.hasOwn(node, step) && !(Array.isArray(node) && step === 'length'))
          next.push(node[step as keyof object]);
        continue;
      }
      const parts = step.split('*');
      for (const [name, value] of Object.entries(node)) if (matchesGlob(name, parts)) next.push(value);
    }
    nodes = next.slice(0, MAX_NODES);
  }
  return nodes.some(isTaggedNode) ? undefined : (nodes as EncodedValue[]);
}

function isTaggedNode(node: unknown): boolean {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, '$');
}

/** @param parts what stands between the `*` of a step */
function named(node: EncodedValue, parts: readonly string[]): EncodedValue[] {
  if (isTagged(node)) {
    if (node.$ === 'boxed') return named(node.v, parts);
    if (node.$ === 'error' && matchesGlob('name', parts)) return [node.name, ...children(node, parts)];
    // A Map's keys may be anything; those that are text are names.
    if (node.$ === 'map' || (node.$ === 'cut' && node.of === 'map')) {
      return node.v.filter(([key]) => matchesGlob(keyText(key), parts)).map(([, value]) => value);
    }
  }
  return children(node, parts);
}

function children(node: EncodedValue, parts: readonly string[]): EncodedValue[] {
  return childrenOf(node)
    .filter(({ label }) => matchesGlob(label, parts))
    .map(({ value }) => value);
}

function keyText(key: EncodedValue): string {
  return typeof key === 'number' || typeof key === 'boolean' ? String(key) : textOf(key);
}

/** The objects of a value in the order of their numbers. */
function numberedObjects(root: EncodedValue): readonly EncodedValue[] {
  const objects: EncodedValue[] = [];
  const visit = (node: EncodedValue): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isNumberedObject(node)) objects.push(node);
    if (isTagged(node) && node.$ === 'map') {
      for (const [key, content] of node.v) {
        visit(key);
        visit(content);
      }
      return;
    }
    for (const child of childrenOf(node)) visit(child.value);
  };
  visit(root);
  return objects;
}
