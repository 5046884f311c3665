/** Endpoints as the table names them. */

import type { EndpointEntry } from '../journal/entries';

/** What is known of an endpoint at the time of a message. */
export type EndpointInfo = Omit<EndpointEntry, 'type'> & {
  /** Number of the target it belongs to. */
  readonly target: number;
  /** Name of the app that it belongs to; undefined: the app never reported one. */
  readonly app?: string | undefined;
  /** Microseconds since the Unix epoch at which a utility process ended; absent while it runs. */
  readonly endedAtUs?: number;
  readonly exitCode?: number;
};

/** What an entry of an endpoint may tell. */
export const ENDPOINT_KEYS = {
  id: true,
  kind: true,
  webContentsId: true,
  webContentsType: true,
  processId: true,
  frameId: true,
  isMainFrame: true,
  url: true,
  origin: true,
  title: true,
  documents: true,
  partition: true,
  versionId: true,
  pid: true,
  timing: true,
} as const;

/** A short name: the window's title, a sub-frame's title and file, a utility process's name. */
export function endpointLabel(endpoint: EndpointInfo): string {
  switch (endpoint.kind) {
    case 'main':
      return 'main';
    case 'frame': {
      const file = fileOf(endpoint.url);
      const title = endpoint.title ?? '';
      // Until a page has a title, Electron gives its URL for one.
      const window = title === '' || title === endpoint.url ? '' : title;
      if (endpoint.isMainFrame === false) return window === '' ? file : `${window} › ${file}`;
      return window || file || 'frame';
    }
    case 'service-worker':
      return endpoint.title ?? fileOf(endpoint.url) ?? 'service worker';
    case 'utility':
      return endpoint.title ?? 'utility process';
    case 'port':
      return endpoint.title ?? 'port';
  }
}

/** The last telling part of a URL: `index.html` says little, so its folder comes along. */
function fileOf(url: string | undefined): string {
  if (url === undefined || url === '') return '';
  if (url.startsWith('data:')) return 'data: URL';
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length === 0) return url;
  const last = parts.at(-1) as string;
  return /^index\.[a-z]+$/i.test(last) && parts.length > 1 ? `${parts.at(-2)}/${last}` : last;
}
