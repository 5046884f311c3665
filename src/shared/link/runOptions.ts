/** How the hook of `electroscope run` is put into `NODE_OPTIONS`, and taken out again. */

/** @param hookFile absolute, with `/` between its parts: Node takes `\` for an escape in quotes */
export function hookOption(hookFile: string): string {
  return `--require ${JSON.stringify(hookFile.replaceAll('\\', '/'))}`;
}

/** @param options the user's own, which are kept */
export function withHook(options: string, hookFile: string): string {
  return options === '' ? hookOption(hookFile) : `${hookOption(hookFile)} ${options}`;
}

/** @returns the options without the hook, wherever tools have put others since */
export function withoutHook(options: string, hookFile: string): string {
  const own = hookOption(hookFile);
  const at = options.indexOf(own);
  if (at === -1) return options;
  return (options.slice(0, at) + options.slice(at + own.length).replace(/^ /, '')).trimEnd();
}
