/**
 * The text of arguments in an editor: as they would stand in a call, one after the other. `parseArguments` reads it.
 *
 * What stands elsewhere, too, is named by a path from `args`. What was not recorded is written `missing("why")`, which the
 * parser refuses: nothing is ever sent as if it were whole.
 */

import type { EncodedValue } from './encodedValue';
import { expressionPaths } from './expressionPaths';
import { quote } from './inspect';
import { JavaScriptWriter } from './javascript';
import { hasReferences } from './objectPaths';

/** The name under which a value in the text is found from another place in it. */
export const ARGUMENTS_NAME = 'args';
/** Stands where something was not recorded. */
export const MISSING_NAME = 'missing';

/** @param args an encoded array, one element an argument */
export function argumentsText(args: EncodedValue): string {
  const writer = editableWriter(args, ARGUMENTS_NAME);
  // What is no list, or was cut, is no plain list of arguments.
  if (!Array.isArray(args)) return writer.write(args, '').replace(/^\[\n?|\n?\]$/g, '');
  return args.map((arg: EncodedValue) => writer.write(arg, '')).join(',\n');
}

/** One value as it would stand in the editor. */
export function valueText(value: EncodedValue): string {
  return editableWriter(value, 'value').write(value, '');
}

function editableWriter(value: EncodedValue, root: string): EditableWriter {
  return new EditableWriter(hasReferences(value) ? expressionPaths(value, root) : []);
}

class EditableWriter extends JavaScriptWriter {
  constructor(private readonly paths: readonly string[]) {
    super();
  }

  protected override reference(id: number): string {
    return this.paths[id] ?? this.missing(`object #${id}`);
  }

  protected override missing(note: string): string {
    return `${MISSING_NAME}(${quote(note)})`;
  }

  protected override cutText(text: string, note: string): string {
    return quote(text) + this.after(note);
  }

  protected override rest(note: string): string {
    return `...${this.missing(note)}`;
  }

  protected override after(note: string): string {
    return ` + ${this.missing(note)}`;
  }
}
