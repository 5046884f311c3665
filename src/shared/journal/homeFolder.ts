/** Takes the user's name out of paths: a home folder becomes `~`. The computer on which they were recorded may be another one. */

import type { JournalEntry } from './entries';

const NAME = String.raw`[^\\/\s"'<>:?#()]+`;
/** Windows allows spaces; where the path ends with the name, it ends with the first of them. */
const WINDOWS_NAME = String.raw`(?:[^\\/"'<>:?#()\r\n]+(?=[\\/])|${NAME})`;
/** Where a path begins, be it within a file address; a web address may have such a path as well, which is not one. */
const HOME_FOLDER = new RegExp(
  String.raw`(?<![\w.~%-])(?<scheme>file://)?(?:/(?:var/)?home/${NAME}|/Users/${NAME}|/root(?![^/\s"'<>:?#()])|/?[A-Za-z]:[\\/]Users[\\/]${WINDOWS_NAME})`,
  'g',
);

/** A text in which `~` stands for home folders of Linux, macOS and Windows. */
export function withoutHomeFolder(text: string): string {
  return text.replace(HOME_FOLDER, (_path, scheme: string | undefined) => (scheme === undefined ? '~' : 'file:///~'));
}

/** An entry with its home folders shortened in all but payloads. */
export function withoutHomeFolders(entry: JournalEntry): JournalEntry {
  switch (entry.type) {
    case 'target':
      return shortened(entry, 'appPath');
    case 'endpoint':
      return shortened(entry, 'url', 'title');
    case 'message':
    case 'stack':
      return shortened(entry, 'stack');
    case 'fault':
      return shortened(entry, 'message');
    case 'output':
      return shortened(entry, 'text');
    default:
      return entry;
  }
}

/** Keys that are there, and hold texts, stay where they stand. */
function shortened<Entry extends JournalEntry>(entry: Entry, ...keys: readonly (keyof Entry)[]): Entry {
  const copy = { ...entry };
  for (const key of keys) {
    const text: unknown = entry[key];
    if (typeof text === 'string') Object.assign(copy, { [key]: withoutHomeFolder(text) });
  }
  return copy;
}
