/** Finds out what listens on a port: Node's inspector, Chromium's debugger, something else or nothing. */

import { get } from 'node:http';

export type PortContent =
  /** `url`: of its WebSocket. */
  | { readonly is: 'inspector'; readonly url: string }
  /** An inspector that does not tell its address (`--inspect-publish-uid=stderr`). */
  | { readonly is: 'unnamed inspector' }
  /** Chromium's remote debugging port: it knows the windows, not the main process. */
  | { readonly is: 'chromium' }
  | { readonly is: 'something else' }
  /** Nothing answers; `reason` as the system says it; `isFree`: nothing even listens. */
  | { readonly is: 'nothing'; readonly reason: string; readonly isFree: boolean };

const ANSWER_TIMEOUT_MS = 3000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Never throws. */
export async function lookAtPort(host: string, port: number): Promise<PortContent> {
  const version = await request(host, port, '/json/version');
  if ('reason' in version) return { is: 'nothing', ...version };
  const browser = textOf(parse(version.body), 'Browser');
  if (browser === undefined) return { is: isUnnamedInspector(version) ? 'unnamed inspector' : 'something else' };
  if (!/^node\.js\//i.test(browser)) return { is: 'chromium' };
  const list = await request(host, port, '/json/list');
  const targets = 'reason' in list ? undefined : parse(list.body);
  const url = Array.isArray(targets) ? textOf(targets[0], 'webSocketDebuggerUrl') : undefined;
  if (url === undefined || !URL.canParse(url)) return { is: 'unnamed inspector' };
  // Only its path is taken: the address is the one that was asked for, whatever the answer says.
  return { is: 'inspector', url: `ws://${bracketed(host)}:${port}${new URL(url).pathname}` };
}

interface Answer {
  readonly statusCode: number | undefined;
  readonly contentType: string;
  readonly body: string;
}

function request(
  host: string,
  port: number,
  path: string,
): Promise<Answer | { readonly reason: string; readonly isFree: boolean }> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => call.destroy(new Error('it does not answer')), ANSWER_TIMEOUT_MS);
    // The inspector answers only to a host that is an address or localhost.
    const call = get({ host, port, path, agent: false, headers: { connection: 'close' } }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
        if (body.length > MAX_ANSWER_BYTES) call.destroy(new Error('its answer is too long'));
      });
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ statusCode: response.statusCode, contentType: response.headers['content-type'] ?? '', body });
      });
      response.on('error', () => {});
    });
    call.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve({ reason: error.message, isFree: error.code === 'ECONNREFUSED' });
    });
  });
}

/** Node's response when it is configured not to publish the address (src/inspector_socket_server.cc). */
function isUnnamedInspector({ statusCode, contentType, body }: Answer): boolean {
  return statusCode === 404 && contentType.startsWith('application/json') && body === '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown, key: string): string | undefined {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
