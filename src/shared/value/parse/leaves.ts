/** Reads values without parts, and tells what stands in a text that is not a value. */

import type {
  AssignmentProperty,
  CallExpression,
  Expression,
  Literal,
  Property,
  SpreadElement,
  UnaryExpression,
} from 'acorn';
import type { EncodedValue } from '../encodedValue';
import { MISSING_NAME } from '../wholeWriter';
import { ProblemFound, problemAt } from './problem';
import { readRegExp } from './times';

export type Node = Expression | SpreadElement;

export function readLiteral(node: Literal): EncodedValue {
  const { value, regex, raw = '' } = node;
  if (regex !== undefined) return readRegExp(node, regex.pattern, regex.flags);
  if (typeof value === 'bigint') return { $: 'bigint', v: digitsOf(raw) };
  if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', v: 'Infinity' };
  return value as string | number | boolean | null;
}

/** Of a bigint's literal: decimal or hexadecimal, as the agent writes them. */
function digitsOf(raw: string): string {
  const digits = raw.slice(0, -1).replaceAll('_', '').toLowerCase();
  return /^(\d+|0x[0-9a-f]+)$/.test(digits) ? digits : BigInt(digits).toString();
}

export function readIdentifier(name: string, node: Node): EncodedValue {
  if (name === 'undefined') return { $: 'undefined' };
  if (name === 'NaN' || name === 'Infinity') return { $: 'number', v: name };
  throw problemAt(
    node,
    `“${name}” is a name, and there is nothing of this name here.`,
    `If it is a text, write "${name}".`,
  );
}

export function readNegative(node: UnaryExpression): EncodedValue {
  const { operator, argument } = node;
  if (operator === '-' && argument.type === 'Literal' && typeof argument.value === 'number') {
    if (argument.value === 0) return { $: 'number', v: '-0' };
    return Number.isFinite(argument.value) ? -argument.value : { $: 'number', v: '-Infinity' };
  }
  if (operator === '-' && argument.type === 'Identifier' && argument.name === 'Infinity') {
    return { $: 'number', v: '-Infinity' };
  }
  if (operator === '-' && argument.type === 'Literal' && typeof argument.value === 'bigint') {
    return { $: 'bigint', v: `-${digitsOf(argument.raw ?? '')}` };
  }
  if (operator === '+' && argument.type === 'Literal' && typeof argument.value === 'number') return argument.value;
  throw refusal(node, 'This would have to be computed');
}

export function refusal(node: Node, what: string): ProblemFound {
  return problemAt(node, `${what}.`, 'Write the value that is to be sent.');
}

/** What is said where something was not recorded; undefined: it is something else. */
export function missingIn(node: Node): ProblemFound | undefined {
  if (node.type === 'BinaryExpression' && node.left.type !== 'PrivateIdentifier') {
    return missingIn(node.left) ?? missingIn(node.right);
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== MISSING_NAME) {
    return undefined;
  }
  const [why] = node.arguments;
  const said = why?.type === 'Literal' && typeof why.value === 'string' ? `: ${why.value}` : '';
  const problem = problemAt(node, `This was not recorded${said}.`, 'Write what is to be sent here, or take it out.');
  return new ProblemFound({ ...problem.problem, isMissing: true });
}

export function isAssign({ callee }: CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'assign'
  );
}

export function isCause(property: Property | SpreadElement): boolean {
  return property.type === 'Property' && propertyKey(property) === 'cause';
}

export function namesOf(properties: readonly (Property | SpreadElement)[]): (string | undefined)[] {
  return properties.map((property) => (property.type === 'Property' ? propertyKey(property) : undefined));
}

export function propertyKey({ key, computed }: Property | AssignmentProperty): string | undefined {
  if (key.type === 'Identifier' && !computed) return key.name;
  if (key.type !== 'Literal') return undefined;
  return typeof key.value === 'string' || typeof key.value === 'number' ? String(key.value) : undefined;
}

/** Not an assignment, which would take a key "__proto__" for the prototype. */
export function define(object: object, key: string, value: EncodedValue): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
