/** Rules made ready for use. */

import { compileKeyRules, type KeyKeep, type KeyRules, keepKeys, parseKeyKeep } from './keyRules';
import { compilePathRules, NO_PLACES, type PathRule, type PlaceRules, rulesFor, type ValueRoot } from './pathRules';
import { isPlace, type RedactionRules } from './rules';
import { compileTextRules, type TextRules } from './textRules';

/** What is hidden in one part of the messages of a channel; undefined where nothing is. */
export interface Redaction {
  readonly keys: KeyRules | undefined;
  readonly places: PlaceRules;
  readonly texts: TextRules | undefined;
}

/** Channels for which the path rules are remembered. */
const MAX_REMEMBERED = 1000;

export class Redactor {
  private readonly everywhere: Redaction;
  private readonly paths: readonly PathRule[];
  private readonly keptKeys: readonly KeyKeep[];
  private readonly keptPaths: readonly PathRule[];
  private readonly remembered = new Map<string, Redaction>();

  /** @param engine see `compileTextRules` */
  constructor(rules: RedactionRules, engine?: RegExpConstructor) {
    this.paths = compilePathRules(rules.paths);
    this.keptPaths = compilePathRules(rules.keeps.filter(isPlace));
    this.keptKeys = rules.keeps.filter((text) => !isPlace(text)).map(parseKeyKeep);
    this.everywhere = {
      keys: compileKeyRules(rules.keys),
      places: NO_PLACES,
      texts: compileTextRules(rules.patterns, engine),
    };
  }

  /** The rules for a part of the messages on a channel. */
  of(root: ValueRoot, channel: string): Redaction {
    if (this.paths.length + this.keptPaths.length + this.keptKeys.length === 0) return this.everywhere;
    const key = `${root} ${channel}`;
    let redaction = this.remembered.get(key);
    if (redaction === undefined) {
      redaction = {
        ...this.everywhere,
        keys: keepKeys(this.everywhere.keys, this.keptKeys, channel),
        places: {
          hidden: rulesFor(this.paths, root, channel),
          kept: rulesFor(this.keptPaths, root, channel),
        },
      };
      if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
      this.remembered.set(key, redaction);
    }
    return redaction;
  }

  /** A text that is not a value of a message, such as a URL, with what the patterns find in it masked. */
  maskText(text: string): string {
    return this.everywhere.texts?.mask(text)?.text ?? text;
  }
}
