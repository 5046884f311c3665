/** Recognises the channels that well-known libraries use for themselves, to distinguish them from an app's own. */

interface Library {
  readonly name: string;
  /** In lower case. */
  readonly prefixes: readonly string[];
}

const LIBRARIES: readonly Library[] = [
  // Synchronous, one for every property read: by far the noisiest.
  { name: '@electron/remote', prefixes: ['remote_browser_', 'remote_renderer_'] },
  { name: 'electron-log', prefixes: ['__electron_log'] },
  { name: 'Devtron', prefixes: ['devtron-', '__devtron'] },
];

/** @returns the library's name; undefined: the channel is the app's own, as far as its name shows */
export function libraryOf(channel: string): string | undefined {
  const name = channel.toLowerCase();
  return LIBRARIES.find(({ prefixes }) => prefixes.some((prefix) => name.startsWith(prefix)))?.name;
}
