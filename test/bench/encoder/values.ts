/** The values that the encoder is measured on. */

import v8 from 'node:v8';
import type { ValueOrigin } from '../../../src/shared/value/encode';
import { bytes, notes, smallObject } from '../../apps/bench/payloads';

export interface EncoderCase {
  readonly title: string;
  readonly make: () => unknown;
  /** Structured clone and JSON can carry it; if not, no renderer can have sent it. */
  readonly isCloneable: boolean;
  /** Copies to go round, so that not every pass meets the same objects in the processor's cache. */
  readonly copies: number;
  /** Most that a snapshot should take; `cap`: no more than one of `CAP_TITLE`. */
  readonly target: number | 'cap' | undefined;
}

/** Just within what the agent keeps of a message by default. */
export const CAP_TITLE = '256 KB of objects';

export const ENCODER_CASES: readonly EncoderCase[] = [
  { title: 'small object, 86 B', make: smallObject, isCloneable: true, copies: 256, target: 1 },
  { title: '10 KB of objects', make: () => notes(10_000), isCloneable: true, copies: 32, target: 20 },
  { title: '10 KB string', make: () => 'ten bytes '.repeat(1000), isCloneable: true, copies: 32, target: 20 },
  { title: '64 KB of objects', make: () => notes(64 * 1024), isCloneable: true, copies: 8, target: 'cap' },
  { title: CAP_TITLE, make: () => notes(180 * 1024), isCloneable: true, copies: 4, target: undefined },
  { title: '1 MB of objects', make: () => notes(1024 * 1024), isCloneable: true, copies: 2, target: 'cap' },
  { title: '1 MB Uint8Array', make: () => bytes(1024 * 1024), isCloneable: true, copies: 2, target: 'cap' },
  { title: '10 MB string', make: () => 'ten bytes '.repeat(1024 * 1024), isCloneable: true, copies: 1, target: 'cap' },
  {
    title: '1M numbers',
    make: () => Array.from({ length: 1e6 }, (_, i) => i),
    isCloneable: true,
    copies: 1,
    target: 'cap',
  },
  { title: 'nest, 100,000 deep', make: () => nest(100_000), isCloneable: false, copies: 1, target: 'cap' },
  { title: 'cyclic graph, 1000 objects', make: () => cyclicGraph(1000), isCloneable: true, copies: 4, target: 'cap' },
];

/** @returns arguments of a message, as the hooks hand them to the encoder */
export function makeCopies({ make, copies }: EncoderCase, origin: ValueOrigin): readonly unknown[][] {
  return Array.from({ length: copies }, () => {
    const args = [make()];
    return origin === 'app' ? args : (v8.deserialize(v8.serialize(args)) as unknown[]);
  });
}

function nest(depth: number): unknown {
  let value: unknown = 'core';
  for (let i = 0; i < depth; i++) value = { inside: value };
  return value;
}

interface GraphNode {
  readonly id: number;
  readonly edges: GraphNode[];
}

function cyclicGraph(size: number): GraphNode {
  const nodes = Array.from({ length: size }, (_, id): GraphNode => ({ id, edges: [] }));
  for (const [i, node] of nodes.entries()) {
    for (const step of [1, 7, 31]) node.edges.push(nodes[(i + step) % size] as GraphNode);
  }
  return nodes[0] as GraphNode;
}
