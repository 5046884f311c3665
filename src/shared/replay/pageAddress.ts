/** Addresses of pages, taken apart so that the same page is known again where the app lies elsewhere or is served by another. */

export interface PageAddress {
  /** Scheme and host, of a dev server with its port; empty: a file. */
  readonly origin: string;
  /** It is served by this computer: a dev server, whose port changes from run to run. */
  readonly isLoopback: boolean;
  /** Folders and file, decoded; of a file that lies in the app's folder, within that. */
  readonly path: readonly string[];
  /** A file in the app's folder. */
  readonly isInApp: boolean;
  /** Query and fragment, as they stand there. */
  readonly search: string;
}

const ADDRESS = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#\\]*))?([^?#]*)(.*)$/is;
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0)(:\d+)?$/i;
const WINDOWS_PATH = /^(?:[a-z]:[\\/]|\\\\)/i;

/**
 * @param url as Electron tells it
 * @param appPath folder of the app, as `app.getAppPath()` gives it
 */
export function pageAddress(url: string, appPath: string | undefined): PageAddress {
  const [, scheme = '', host = '', path = '', search = ''] = ADDRESS.exec(url) ?? ['', '', '', url, ''];
  if (scheme.toLowerCase() !== 'file') {
    const isWeb = /^https?$/i.test(scheme);
    return {
      origin: `${scheme.toLowerCase()}://${host.toLowerCase()}`,
      isLoopback: isWeb && LOOPBACK.test(host),
      path: segmentsOf(path),
      isInApp: false,
      search,
    };
  }
  // The host of a file is that of a UNC path, \\server\share.
  const whole = segmentsOf(`${host}/${path}`);
  const folder = appPath === undefined ? undefined : folderOf(appPath);
  const isInApp =
    folder !== undefined && whole.length > folder.length && folder.every((name, i) => isSameName(name, whole[i]));
  return { origin: '', isLoopback: false, path: isInApp ? whole.slice(folder.length) : whole, isInApp, search };
}

function folderOf(appPath: string): string[] {
  const isWindows = WINDOWS_PATH.test(appPath);
  return (isWindows ? appPath.replaceAll('\\', '/') : appPath).split('/').filter(isNotEmpty).map(normal);
}

/** A `%` that is not an escape stays as it is. */
function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .filter(isNotEmpty)
    .map((segment) => {
      try {
        return normal(decodeURIComponent(segment));
      } catch {
        return normal(segment);
      }
    });
}

function isNotEmpty(segment: string): boolean {
  return segment !== '' && segment !== '.';
}

/** macOS writes accents as characters of their own. */
function normal(text: string): string {
  return text.normalize('NFC');
}

/** Windows writes the letter of a drive either way. */
function isSameName(one: string, other: string | undefined): boolean {
  return one === other || (/^[a-z]:$/i.test(one) && one.toLowerCase() === other?.toLowerCase());
}

/** The same page of the same server or folder. */
export function isSamePlace(one: PageAddress, other: PageAddress): boolean {
  return one.origin === other.origin && one.isInApp === other.isInApp && isSamePath(one, other);
}

/** The same, whatever port a dev server of this computer has. */
export function isSameDevPage(one: PageAddress, other: PageAddress): boolean {
  return one.isLoopback && other.isLoopback && isSamePath(one, other);
}

/** A page of the app itself: a file, of a dev server, or of a protocol of its own; not one of the web or of Chromium's. */
export function isOwnPage({ origin, isLoopback }: PageAddress): boolean {
  return (
    isLoopback || !/^(https?|data|about|blob|chrome|chrome-error|chrome-extension|devtools|javascript)?:/.test(origin)
  );
}

/**
 * How much of two addresses is the same from the end, in names, where one lies wholly in the other: `/settings/index.html` of a dev
 * server, and `…/renderer/settings/index.html` of the build. Of two files, as of an app behind a link, a part is enough. 0: they are
 * of other pages.
 */
export function sharedTail(one: PageAddress, other: PageAddress): number {
  const areFiles = one.origin === '' && other.origin === '';
  let most = 0;
  for (const a of filesOf(one)) {
    for (const b of filesOf(other)) {
      const length = commonTail(a, b);
      if (length > most && (areFiles || length === Math.min(a.length, b.length))) most = length;
    }
  }
  return most;
}

function commonTail(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && isSameName(a.at(-length - 1) as string, b.at(-length - 1))) length++;
  return length;
}

function isSamePath(one: PageAddress, other: PageAddress): boolean {
  return one.path.length === other.path.length && one.path.every((name, i) => isSameName(name, other.path[i]));
}

/** What file a server may give for a path: `/` and `/settings` are `index.html`, `settings.html` or `settings/index.html`. */
function filesOf({ path }: PageAddress): (readonly string[])[] {
  const last = path.at(-1);
  if (last?.includes('.')) return [path];
  return last === undefined
    ? [['index.html']]
    : [path, [...path, 'index.html'], [...path.slice(0, -1), `${last}.html`]];
}
