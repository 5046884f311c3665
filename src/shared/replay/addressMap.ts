/** Which addresses of a running app stand for which of a recording, as the user said: `--map <from>=<to>`. */

/** What one `<from>=<to>` says. */
interface AddressRule {
  /** Whether it is about an address of the recording. */
  isFrom(recordedUrl: string): boolean;
  /** Whether an address of the app is what one of the recording stands for. */
  isTo(recordedUrl: string, liveUrl: string): boolean;
}

/** The rule with the longest `<from>` first. */
export type AddressMap = readonly AddressRule[];

/**
 * @param texts each `<from>=<to>`: how addresses of the recording begin, and how they begin in the app; `<to>` may also be the
 *   end of a path
 * @returns a text that is not like that, as `wrong`
 */
export function parseAddressMap(texts: readonly string[]): AddressMap | { readonly wrong: string } {
  const pairs: (readonly [string, string])[] = [];
  for (const text of texts) {
    // Queries have equals signs too: what follows the one between the two looks like an address.
    const at = /=(?=[a-z][a-z0-9+.-]*:|[\\/])/i.exec(text)?.index ?? text.indexOf('=');
    if (at < 1 || at === text.length - 1) return { wrong: text };
    pairs.push([text.slice(0, at), text.slice(at + 1)]);
  }
  return pairs.sort(([one], [other]) => other.length - one.length).map(([from, to]) => ruleOf(from, to));
}

function ruleOf(from: string, to: string): AddressRule {
  const isFrom = (recordedUrl: string) => decoded(recordedUrl).startsWith(decoded(from));
  return {
    isFrom,
    isTo(recordedUrl, liveUrl) {
      const wanted = decoded(to) + decoded(recordedUrl).slice(decoded(from).length);
      const live = decoded(liveUrl);
      if (live === wanted || pageOf(live) === pageOf(wanted)) return true;
      return !/^[a-z][a-z0-9+.-]*:/i.test(to) && pageOf(live).endsWith(`/${pageOf(wanted).replace(/^[\\/]+/, '')}`);
    },
  };
}

/** Without query and fragment. */
function pageOf(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** As people write it: a space is a space. What would end the path stays an escape. */
function decoded(url: string): string {
  return url.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURI(escapes);
    } catch {
      return escapes;
    }
  });
}
