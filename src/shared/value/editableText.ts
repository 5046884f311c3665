/**
 * The text of arguments in an editor: as they would stand in a call, one after the other. `parseArguments` reads it.
 *
 * What stands elsewhere, too, is named by a path from `args`. What was not recorded is written `missing("why")`, which the
 * parser refuses: nothing is ever sent as if it were whole.
 */

import type { EncodedValue } from './encodedValue';
import { expressionPaths } from './expressionPaths';
import { hasReferences } from './objectPaths';
import { WholeWriter } from './wholeWriter';

/** The name under which a value in the text is found from another place in it. */
export const ARGUMENTS_NAME = 'args';

/** @param args an encoded array, one element an argument */
export function argumentsText(args: EncodedValue): string {
  const writer = new WholeWriter(hasReferences(args) ? expressionPaths(args, ARGUMENTS_NAME) : []);
  // What is not a list, or was cut, is not a plain list of arguments.
  if (!Array.isArray(args)) return writer.write(args, '').replace(/^\[\n?|\n?\]$/g, '');
  return args.map((arg: EncodedValue) => writer.write(arg, '')).join(',\n');
}
