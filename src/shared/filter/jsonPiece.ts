/** Pieces of JSON in a filter: people paste what a log or another tool shows. */

/** A property whose value is not an object: the names that lead to it, and the value. */
export interface JsonProperty {
  readonly steps: readonly string[];
  readonly value: string | number | boolean | null;
}

export interface JsonPiece {
  readonly value: object;
  /** As `JSON.stringify` writes it. */
  readonly text: string;
  /** How much of the text it is. */
  readonly length: number;
}

/** `"name": value`, perhaps with a comma after it. */
const PROPERTY = /^"(?:\\.|[^"\\])*"\s*:\s*(?:"(?:\\.|[^"\\])*"|-?\d[\d.eE+-]*|true|false|null)(?=[\s,|)]|$)/;

/** @returns undefined if the text does not begin with an object or a property in JSON */
export function readJsonPiece(text: string): JsonPiece | undefined {
  if (text.startsWith('{')) {
    const length = endOfObject(text);
    const value = objectIn(text.slice(0, length));
    return value && { value, text: JSON.stringify(value), length };
  }
  const property = PROPERTY.exec(text)?.[0];
  const value = property === undefined ? undefined : objectIn(`{${property}}`);
  if (property === undefined || value === undefined) return undefined;
  const length = property.length + (text[property.length] === ',' ? 1 : 0);
  return { value, text: JSON.stringify(value).slice(1, -1), length };
}

/** The values at the ends of an object's branches. Elements of lists may stand anywhere in them. */
export function propertiesOf(value: object): JsonProperty[] {
  return Object.entries(value).flatMap(([name, child]: [string, unknown]): JsonProperty[] => {
    const step = Array.isArray(value) ? '*' : name;
    if (typeof child === 'object' && child !== null) {
      return propertiesOf(child).map(({ steps, value: leaf }) => ({ steps: [step, ...steps], value: leaf }));
    }
    return [{ steps: [step], value: child as JsonProperty['value'] }];
  });
}

/** With at least one property. */
function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && propertiesOf(value).length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The place after the brace that closes the first. */
function endOfObject(text: string): number {
  let depth = 0;
  for (const match of text.matchAll(/"(?:\\.|[^"\\])*"|[{}]/g)) {
    if (match[0] === '{') depth++;
    if (match[0] === '}' && --depth === 0) return match.index + 1;
  }
  return text.length;
}
