/** What must stand in a text for a regular expression to match it, as far as its source shows that. */

/** Escapes of one character that stand for it; letters and digits have meanings of their own. */
const PUNCTUATION = /[!-/:-@[-`{-~]/;
const LITERAL = /[ !#%&',\-/0-9:;<=>@A-Z_`a-z~]/;

/**
 * @returns texts of printable ASCII, in lower case, of which one stands in every match, whatever the case; undefined: nothing
 *   can be told
 */
export function requiredTexts({ source, flags }: RegExp): readonly string[] | undefined {
  // Sets of another syntax.
  if (flags.includes('v')) return undefined;
  // With both flags, these two are equal to letters beyond ASCII.
  const isFolded = flags.includes('u') && flags.includes('i');
  return new Reader(source, isFolded ? 'ks' : '').alternatives();
}

/** Reads the source of a valid regular expression. */
class Reader {
  private at = 0;

  constructor(
    private readonly source: string,
    /** Letters that the search ignores. */
    private readonly excluded: string,
  ) {}

  /** Up to the end of the group, or of the source. */
  alternatives(): readonly string[] | undefined {
    const texts: string[] = [];
    let isKnown = true;
    for (;;) {
      const best = this.sequence();
      if (best === undefined) isKnown = false;
      else texts.push(...best);
      if (this.source[this.at] !== '|') return isKnown ? texts : undefined;
      this.at++;
    }
  }

  private sequence(): readonly string[] | undefined {
    let best: readonly string[] | undefined;
    let run = '';
    const offer = (texts: readonly string[] | undefined) => {
      if (texts !== undefined && shortest(texts) > shortest(best)) best = texts;
    };
    const endRun = () => {
      if (run !== '') offer([run]);
      run = '';
    };
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const atom = this.atom();
      const { min, max } = this.quantifier();
      if (typeof atom === 'string') {
        if (min > 0) run += atom;
        if (min === 1 && max === 1) continue;
        endRun();
      } else {
        endRun();
        if (min > 0) offer(atom);
      }
    }
    endRun();
    return best;
  }

  /** A character; or the texts of a group, of which one is required; undefined: anything. */
  private atom(): string | readonly string[] | undefined {
    const character = this.source[this.at++] as string;
    switch (character) {
      case '(':
        return this.group();
      case '[':
        this.skipClass();
        return undefined;
      case '\\':
        return this.escape();
      default:
        return this.literal(LITERAL.test(character) ? character : '');
    }
  }

  private literal(character: string): string | undefined {
    const lower = character.toLowerCase();
    return lower === '' || this.excluded.includes(lower) ? undefined : lower;
  }

  private group(): readonly string[] | undefined {
    const opening = /^\?(?:<[^=!][^>]*>|[=!]|<[=!]|[-a-z]*:)/.exec(this.source.slice(this.at))?.[0] ?? '';
    this.at += opening.length;
    const texts = this.alternatives();
    this.at++;
    // What is only looked at is not part of the match, and may be required not to be there.
    return /^\?<?[=!]$/.test(opening) || /^\?[-a-z]+:$/.test(opening) ? undefined : texts;
  }

  private skipClass(): void {
    for (; this.source[this.at] !== ']'; this.at++) if (this.source[this.at] === '\\') this.at++;
    this.at++;
  }

  private escape(): string | undefined {
    const rest = this.source.slice(this.at);
    const long = /^(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[^}]*\}|c[a-zA-Z]|k<[^>]*>|[pP]\{[^}]*\}|\d+)/.exec(rest)?.[0];
    this.at += long?.length ?? 1;
    const character = rest[0] as string;
    // Quotes and backslashes stand otherwise in JSON.
    return long === undefined && PUNCTUATION.test(character) && !/["\\]/.test(character)
      ? this.literal(character)
      : undefined;
  }

  private quantifier(): { readonly min: number; readonly max: number } {
    const [text = '', counts, least, most] = /^(?:[*+?]|(\{(\d+)(,\d*)?\}))\??/.exec(this.source.slice(this.at)) ?? [];
    this.at += text.length;
    if (text === '') return { min: 1, max: 1 };
    if (counts !== undefined)
      return { min: Number(least), max: most === undefined ? Number(least) : Number.POSITIVE_INFINITY };
    return { min: text.startsWith('+') ? 1 : 0, max: Number.POSITIVE_INFINITY };
  }
}

function shortest(texts: readonly string[] | undefined): number {
  return texts === undefined ? 0 : Math.min(...texts.map((text) => text.length));
}
