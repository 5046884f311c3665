/**
 * How the hook of `electroscope run` is put into `NODE_OPTIONS`, and taken out again. Some tools pass `NODE_OPTIONS` on to what they start, but not the
 * variable that tells where to report (Turborepo in its strict mode). The options therefore name a file that tells it, too: as a condition for the
 * exports of packages, which Node takes in any process and thread, and which no package has.
 */

const CONDITION = '--conditions=electroscope-link:';

/** @param hookFile absolute, with `/` between its parts: Node takes `\` for an escape in quotes */
export function hookOption(hookFile: string): string {
  return `--require ${JSON.stringify(hookFile.replaceAll('\\', '/'))}`;
}

/**
 * @param options the user's own, which are kept
 * @param linkFile where the address is written; it may be gone by the time it is read
 */
export function withHook(options: string, hookFile: string, linkFile?: string): string {
  const condition = linkFile === undefined ? [] : [CONDITION + encodeURIComponent(linkFile)];
  return [hookOption(hookFile), ...condition, ...(options === '' ? [] : [options])].join(' ');
}

/** @returns the options without the hook, wherever tools have put others since */
export function withoutHook(options: string, hookFile: string): string {
  return without(without(options, hookOption(hookFile)), conditionOf(options));
}

/** @returns the file that tells where to report, if the options name one */
export function linkFileOf(options: string): string | undefined {
  const condition = conditionOf(options);
  if (condition === undefined) return undefined;
  try {
    return decodeURIComponent(condition.slice(CONDITION.length));
  } catch {
    return undefined; // Something has changed it.
  }
}

function conditionOf(options: string): string | undefined {
  const at = options.indexOf(CONDITION);
  return at === -1 ? undefined : options.slice(at).split(' ', 1)[0];
}

function without(options: string, own: string | undefined): string {
  const at = own === undefined ? -1 : options.indexOf(own);
  if (own === undefined || at === -1) return options;
  return (options.slice(0, at) + options.slice(at + own.length).replace(/^ /, '')).trimEnd();
}
