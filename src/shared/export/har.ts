/**
 * HTTP Archive 1.2, which DevTools and many other tools open: each message as a request to `ipc://<direction>/<channel>`,
 * its arguments as the body, the answer as the response.
 */

import type { Status } from '../journal/entries';
import { stringify } from '../value/stringify';
import type { FlatMessage } from './flatMessage';
import type { ExportContext, ExportWriter } from './writer';

/** What HTTP calls it. */
const HTTP_STATUS: { readonly [S in Status]: readonly [code: number, text: string] } = {
  ok: [200, 'ok'],
  error: [500, 'error'],
  unhandled: [404, 'unhandled'],
  lost: [504, 'lost'],
  pending: [0, 'pending'],
  unknown: [0, 'unknown'],
};

/** A channel may be any text, a URL not. */
const LONE_SURROGATES = /\p{Surrogate}/gu;
const JSON_TYPE = 'application/json';

export function createHarWriter({ facts, writer, startUs }: ExportContext): ExportWriter {
  let isFirst = true;
  const targets = new Set(facts.targets.map(({ target }) => target));
  return {
    begin() {
      const pages = facts.targets.map(({ target, name, timeOrigin, electron }) => ({
        startedDateTime: milliseconds(Math.min(timeOrigin, startUs)),
        id: pageId(target),
        title: name,
        pageTimings: {},
        comment: `Electron ${electron}`,
      }));
      const log = { version: '1.2', creator: writer, pages, entries: [] };
      return stringify({ log }).slice(0, -']}}'.length);
    },
    message({ flat, target, atUs }) {
      const separator = isFirst ? '\n' : ',\n';
      isFirst = false;
      const page = targets.has(target) ? { pageref: pageId(target) } : {};
      return separator + stringify({ ...page, ...entryOf(flat, atUs) });
    },
    end: () => '\n]}}\n',
  };
}

function pageId(target: number): string {
  return `target_${target}`;
}

function entryOf(flat: FlatMessage, atUs: number) {
  const { args, result, error, size, resultSize = 0, phases, status, channel, direction } = flat;
  const [code, statusText] = HTTP_STATUS[status];
  const isTravelling = direction === 'to-renderer' && phases.transitMs !== undefined;
  const timings = {
    send: phases.transitMs ?? 0,
    // What main sends travels while the call still lasts.
    wait: isTravelling ? 0 : (phases.handlerMs ?? phases.blockingMs ?? 0),
    receive: phases.returnMs ?? 0,
  };
  const answer = error === undefined ? result : error;
  const text = answer === undefined ? undefined : stringify(answer);
  return {
    // What main sends begins with the call; all else is known by its arrival in main.
    startedDateTime: milliseconds(direction === 'to-renderer' ? atUs : atUs - timings.send * 1000),
    time: timings.send + timings.wait + timings.receive,
    request: {
      method: flat.kind,
      url: `ipc://${direction}/${encodeURIComponent(channel.replace(LONE_SURROGATES, '\ufffd')).replaceAll('%3A', ':')}`,
      httpVersion: 'IPC',
      cookies: [],
      headers: [],
      queryString: [],
      ...(args !== undefined && { postData: { mimeType: JSON_TYPE, text: stringify(args) } }),
      headersSize: -1,
      bodySize: size,
    },
    response: {
      status: code,
      statusText,
      httpVersion: 'IPC',
      cookies: [],
      headers: [],
      content: { size: resultSize, mimeType: JSON_TYPE, ...(text === undefined ? {} : { text }) },
      redirectURL: '',
      headersSize: -1,
      bodySize: resultSize,
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, ...timings },
    // Names of our own begin with an underscore, as the format has it.
    _seq: flat.seq,
    _from: flat.from,
    _to: flat.to,
    ...(flat.listeners === undefined ? {} : { _listeners: flat.listeners }),
    ...(phases.blockingMs === undefined ? {} : { _blockingMs: phases.blockingMs }),
    ...(flat.internal ? { _internal: true } : {}),
    ...(flat.truncated ? { _truncated: true } : {}),
    ...(flat.payloadOmitted ? { _payloadOmitted: true } : {}),
    ...(flat.payloadDropped ? { _payloadDropped: true } : {}),
  };
}

function milliseconds(us: number): string {
  const date = new Date(us / 1000);
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString();
}
