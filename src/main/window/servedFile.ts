/** Maps addresses of the window's own protocol to files of the built renderer. */

import { join, normalize, sep } from 'node:path';

/**
 * @param folder that holds the built renderer
 * @param url of a request, which a page can make up
 * @returns undefined if there can't be such a file
 */
export function servedFile(folder: string, url: string): string | undefined {
  const { pathname, host } = new URL(url);
  const path = decoded(pathname);
  if (host !== 'window' || path === undefined) return undefined;
  const file = normalize(join(folder, path));
  return file.startsWith(folder + sep) ? file : undefined;
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // As `%E0%A4%A`: not the escapes of a text.
    return undefined;
  }
}
