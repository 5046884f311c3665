/** Makes encoded values of the expressions that stand for them. */

import type { AssignmentProperty, CallExpression, Expression, NewExpression, ObjectExpression, Property } from 'acorn';
import { ARGUMENTS_NAME } from '../editableText';
import { type EncodedError, type EncodedValue, isTagged, TAG } from '../encodedValue';
import { isNumberedObject } from '../inspect';
import { readBytes } from './bytes';
import {
  define,
  isAssign,
  isCause,
  missingIn,
  type Node,
  namesOf,
  propertyKey,
  readIdentifier,
  readLiteral,
  readNegative,
  refusal,
} from './leaves';
import { ProblemFound, problemAt, type TextProblem } from './problem';
import { isPathFrom, resolvePath } from './references';
import { readDate, readRegExp } from './times';

/** As deep as any agent takes values apart. */
const MAX_DEPTH = 400;
const ERROR_NAME = /^(?:Eval|Range|Reference|Syntax|Type|URI)?Error$/;

type Entry = [string, EncodedValue];

export class ValueReader {
  readonly problems: TextProblem[] = [];
  private readonly args: EncodedValue[] = [];
  /** Numbers of the objects, in the order in which they begin. */
  private readonly numbers = new Map<object, number>();
  private depth = 0;
  /** Puts the next object in its place, so that what is in it can name it. */
  private attach: ((object: EncodedValue) => void) | undefined;

  /** @param text between the brackets that the expressions were read with */
  constructor(private readonly text: string) {}

  readArguments(elements: readonly (Node | null)[]): EncodedValue[] {
    this.begin(this.args);
    let end = 1;
    for (const [i, element] of elements.entries()) {
      if (element === null) this.hole(end);
      else this.element(element, (arg) => (this.args[i] = arg));
      end = element === null ? this.text.indexOf(',', end - 1) + 2 : element.end;
    }
    return this.args;
  }

  /** @param end of what stands before it */
  private hole(end: number): void {
    const from = this.text.indexOf(',', end - 1) + 1;
    const message = 'An argument is missing between two commas.';
    this.problems.push({ from, to: from + 1, message, remedy: 'Write undefined, or take the comma out.' });
  }

  /** A value among others: a problem with it does not keep the others from being read. */
  private element(node: Node, put: (value: EncodedValue) => void): void {
    try {
      this.attach = put;
      put(this.read(node));
    } catch (error) {
      if (!(error instanceof ProblemFound)) throw error;
      this.problems.push(error.problem);
    } finally {
      this.attach = undefined;
    }
  }

  private read(node: Node): EncodedValue {
    if (this.depth > MAX_DEPTH)
      throw problemAt(node, `This nests deeper than ${MAX_DEPTH} levels.`, 'Write it flatter.');
    this.depth++;
    try {
      return this.expression(node);
    } finally {
      this.depth--;
    }
  }

  private expression(node: Node): EncodedValue {
    if (isPathFrom(ARGUMENTS_NAME, node)) return this.reference(node as Expression);
    switch (node.type) {
      case 'Literal':
        return this.begin(readLiteral(node));
      case 'TemplateLiteral': {
        const [quasi] = node.quasis;
        if (node.expressions.length === 0 && quasi !== undefined) return quasi.value.cooked ?? '';
        throw problemAt(node, 'A text with placeholders would have to be run.', 'Write the text as it is to be sent.');
      }
      case 'Identifier':
        return readIdentifier(node.name, node);
      case 'UnaryExpression':
        return readNegative(node);
      case 'ParenthesizedExpression':
        return this.read(node.expression);
      case 'ArrayExpression':
        return this.array(node.elements);
      case 'ObjectExpression':
        return this.object(node);
      case 'NewExpression':
        return this.made(node);
      case 'CallExpression':
        return this.called(node);
      case 'SpreadElement':
        throw missingIn(node.argument) ?? refusal(node, '“...” has nothing to spread here');
      case 'BinaryExpression':
        throw (
          (node.left.type === 'PrivateIdentifier' ? undefined : missingIn(node.left)) ??
          missingIn(node.right) ??
          refusal(node, 'This would have to be computed')
        );
      case 'MemberExpression': {
        const bytes = readBytes(node);
        if (bytes !== undefined) return this.begin(bytes);
        throw refusal(node, 'This would have to be run');
      }
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ClassExpression':
        throw problemAt(node, 'A function can’t be sent.', 'Take it out; only values cross between processes.');
      default:
        throw refusal(node, 'This would have to be run');
    }
  }

  private begin<T extends EncodedValue>(object: T): T {
    if (!isNumberedObject(object)) return object;
    this.numbers.set(object as object, this.numbers.size);
    this.attach?.(object);
    this.attach = undefined;
    return object;
  }

  private array(elements: readonly (Node | null)[]): EncodedValue {
    if (!elements.includes(null)) {
      const array: EncodedValue[] = this.begin([]);
      for (const [i, element] of elements.entries()) this.element(element as Node, (value) => (array[i] = value));
      return array;
    }
    const v: Entry[] = [];
    const array = this.begin({ $: 'array', length: elements.length, v } as const);
    for (const [i, element] of elements.entries()) if (element !== null) this.entry(v, String(i), element);
    return array;
  }

  private object(node: ObjectExpression): EncodedValue {
    const names = namesOf(node.properties);
    if (names.includes(TAG)) {
      const v: Entry[] = [];
      const object = this.begin({ $: 'object', v } as const);
      this.properties(node, (key, value) => this.entry(v, key, value));
      return object;
    }
    const object: { [key: string]: EncodedValue } = this.begin({});
    this.properties(node, (key, value) => this.element(value, (read) => define(object, key, read)));
    return object;
  }

  private entry(entries: Entry[], key: string, node: Node): void {
    const i = entries.length;
    this.element(node, (value) => {
      entries[i] = [key, value];
    });
  }

  /** @param read is given the properties as an object has them: those with whole numbers for names come first, by number */
  private properties({ properties }: ObjectExpression, read: (key: string, value: Node) => void): void {
    const values = new Map<string, Node>();
    for (const property of properties) {
      if (property.type === 'SpreadElement') {
        this.element(property, () => {});
        continue;
      }
      const key = this.keyOf(property);
      if (key === undefined) continue;
      if (values.has(key)) {
        this.problems.push(problemAt(property, `“${key}” stands here twice.`, 'Take one of them out.').problem);
      }
      values.set(key, property.value as Expression);
    }
    for (const [key, value] of inObjectOrder(values)) read(key, value);
  }

  private keyOf(property: Property | AssignmentProperty): string | undefined {
    const key = propertyKey(property);
    const problem =
      property.kind !== 'init' || property.method
        ? problemAt(property, 'A function can’t be sent.', 'Write a value after the name: name: "value".')
        : property.shorthand
          ? problemAt(property, `“${key}” has no value.`, `Write one after it: ${key}: "value".`)
          : key === undefined
            ? problemAt(property.key, 'This name would have to be computed.', 'Write it as a text: ["name"].')
            : key === '__proto__' && !property.computed
              ? problemAt(property.key, 'In JavaScript this sets the prototype.', 'Write ["__proto__"] for the name.')
              : undefined;
    if (problem !== undefined) this.problems.push(problem.problem);
    return problem === undefined ? key : undefined;
  }

  private made(node: NewExpression): EncodedValue {
    const type = node.callee.type === 'Identifier' ? node.callee.name : undefined;
    const [first, second] = node.arguments;
    switch (type) {
      case 'Date':
        return this.begin(readDate(node));
      case 'RegExp':
        return this.begin(readRegExp(node, this.textOf(first, node), second && this.textOf(second, node)));
      case 'Map': {
        const v: [EncodedValue, EncodedValue][] = [];
        const map = this.begin({ $: 'map', v } as const);
        for (const pair of this.elementsOf(node, 'new Map([["key", 1]])')) this.pair(pair, v);
        return map;
      }
      case 'Set': {
        const v: EncodedValue[] = [];
        const set = this.begin({ $: 'set', v } as const);
        const elements = this.elementsOf(node, 'new Set(["a", "b"])');
        for (const [i, element] of elements.entries()) this.element(element, (value) => (v[i] = value));
        return set;
      }
      case 'Array':
        return this.sparse(node, undefined);
    }
    if (type !== undefined && ERROR_NAME.test(type)) return this.error(node, type, undefined);
    const bytes = readBytes(node);
    if (bytes !== undefined) return this.begin(bytes);
    throw problemAt(
      node,
      `A value of ${type === undefined ? 'this type' : `type ${type}`} can’t be written here.`,
      'Those that can: Date, RegExp, Map, Set, Error, ArrayBuffer, DataView and typed arrays.',
    );
  }

  private called(node: CallExpression): EncodedValue {
    const missing = missingIn(node);
    if (missing !== undefined) throw missing;
    const [first, second] = node.arguments;
    if (node.callee.type === 'Identifier' && node.callee.name === 'Object' && first !== undefined) {
      const boxed: { $: 'boxed'; v: EncodedValue } = this.begin({ $: 'boxed', v: null });
      boxed.v = this.read(first);
      const isPrimitive =
        typeof boxed.v !== 'object' || (isTagged(boxed.v) && ['bigint', 'number'].includes(boxed.v.$));
      if (isPrimitive && second === undefined) return boxed;
      throw refusal(node, 'Only a text, a number, a bigint or a boolean can be made an object');
    }
    if (isAssign(node) && first?.type === 'NewExpression' && second?.type === 'ObjectExpression') {
      const type = first.callee.type === 'Identifier' ? first.callee.name : '';
      if (type === 'Array') return this.sparse(first, second);
      if (ERROR_NAME.test(type)) return this.error(first, type, second);
    }
    const bytes = readBytes(node);
    if (bytes !== undefined) return this.begin(bytes);
    throw refusal(node, 'This call would have to be run');
  }

  private sparse(node: NewExpression, own: ObjectExpression | undefined): EncodedValue {
    const [first] = node.arguments;
    const length = first === undefined ? 0 : first.type === 'Literal' ? first.value : undefined;
    if (typeof length !== 'number' || !(length >= 0 && length < 2 ** 32 && Number.isInteger(length))) {
      throw problemAt(node, 'This is not a valid length of an array.', 'Write the elements: [1, 2, 3].');
    }
    if (length === 0 && own === undefined) return this.begin([]);
    const v: Entry[] = [];
    const array = this.begin({ $: 'array', length, v } as const);
    if (own !== undefined) this.properties(own, (key, value) => this.entry(v, key, value));
    return array;
  }

  private error(node: NewExpression, type: string, own: ObjectExpression | undefined): EncodedValue {
    const [message, options] = node.arguments;
    const error: { -readonly [key in keyof EncodedError]: EncodedError[key] } = this.begin({
      $: 'error',
      name: type,
      message: message === undefined ? '' : this.textOf(message, node),
    });
    const cause = options?.type === 'ObjectExpression' ? options.properties.find(isCause) : undefined;
    if (cause?.type === 'Property') this.element(cause.value, (value) => (error.cause = value));
    else if (options !== undefined) throw refusal(options, 'Only { cause: … } can stand here');
    if (own === undefined) return error;
    const props: { [key: string]: EncodedValue } = {};
    error.props = props;
    this.properties(own, (key, node) =>
      this.element(node, (value) => {
        if (key === 'name' && typeof value === 'string') error.name = value;
        else define(props, key, value);
      }),
    );
    if (Object.keys(props).length === 0) delete error.props;
    return error;
  }

  private pair(node: Node, pairs: [EncodedValue, EncodedValue][]): void {
    const [key, value] = node.type === 'ArrayExpression' ? node.elements : [];
    if (node.type !== 'ArrayExpression' || node.elements.length !== 2 || !key || !value) {
      const missing = node.type === 'SpreadElement' ? missingIn(node.argument) : undefined;
      const problem = missing ?? problemAt(node, 'An entry of a Map has a key and a value.', 'Write ["key", 1].');
      this.problems.push(problem.problem);
      return;
    }
    const pair: [EncodedValue, EncodedValue] = [null, null];
    pairs.push(pair);
    this.element(key, (read) => (pair[0] = read));
    this.element(value, (read) => (pair[1] = read));
  }

  private elementsOf(node: NewExpression, example: string): Node[] {
    const [list] = node.arguments;
    if (list === undefined || (list.type === 'Literal' && list.value === null)) return [];
    if (list.type !== 'ArrayExpression' || list.elements.includes(null)) {
      throw problemAt(list, 'Its content has to be a list.', `Write ${example}.`);
    }
    return list.elements as Node[];
  }

  private textOf(node: Node | undefined, parent: Node): string {
    const text = node === undefined ? undefined : this.read(node);
    if (typeof text === 'string') return text;
    throw problemAt(node ?? parent, 'A text has to stand here.', 'Write it in quotes.');
  }

  private reference(node: Expression): EncodedValue {
    const found = resolvePath(node, this.args);
    const path = this.text.slice(node.start - 1, node.end - 1);
    if (found === undefined) {
      const message = `${path} is not there: only what stands before can be named.`;
      throw problemAt(node, message, 'Name something that stands earlier, or write the value itself.');
    }
    const { value } = found;
    const id = typeof value === 'object' && value !== null ? this.numbers.get(value) : undefined;
    return id === undefined ? value : { $: 'ref', id };
  }
}

function inObjectOrder(values: ReadonlyMap<string, Node>): [string, Node][] {
  const isIndex = (key: string) => /^(0|[1-9]\d*)$/.test(key) && Number(key) < 2 ** 32 - 1;
  const entries = [...values];
  const indexes = entries.filter(([key]) => isIndex(key)).sort(([a], [b]) => Number(a) - Number(b));
  return [...indexes, ...entries.filter(([key]) => !isIndex(key))];
}
