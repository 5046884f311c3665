/** The last targets and sessions, persisted in a file. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { RecentItems, RecentSession, RecentTarget } from '../../shared/session/recent';
import { isSamePath, pathKey } from '../base/samePath';
import { requestName, type TargetRequest } from '../targets/watchedTarget';
import { writePersisted } from './persistedFile';

const VERSION = 1;
const MAX_ITEMS = 10;

interface KeptTarget {
  readonly name: string;
  readonly usedAt: string;
  readonly request: TargetRequest;
}

interface KeptSession {
  readonly path: string;
  readonly usedAt: string;
}

interface Kept {
  readonly targets: readonly KeptTarget[];
  readonly sessions: readonly KeptSession[];
}

export class RecentFile {
  private kept: Kept;
  /** Whether the file is up to date. */
  private isKept = true;

  /** @param path of the file; entries that can't be used are left out, because only shortcuts are lost */
  constructor(
    private readonly path: string,
    private readonly platform = process.platform,
  ) {
    this.kept = read(path);
  }

  /** The latest first, each with whether it still exists. */
  list(): RecentItems {
    this.kept = this.latest();
    return {
      targets: this.kept.targets.map(
        ({ name, usedAt, request }): RecentTarget => ({
          id: targetId(request),
          method: request.method,
          name,
          detail: request.method === 'launch' ? [request.appPath, ...request.args].join(' ') : requestName(request),
          usedAt,
          isMissing: request.method !== 'attach' && sizeOf(placeOf(request)) === undefined,
        }),
      ),
      sessions: this.kept.sessions.map(({ path, usedAt }): RecentSession => {
        const bytes = sizeOf(path);
        return { id: path, name: basename(path), path, usedAt, bytes: bytes ?? 0, isMissing: bytes === undefined };
      }),
    };
  }

  /** How to get to a target again; undefined for an id that is not among the recent ones. */
  requestOf(id: string): TargetRequest | undefined {
    return this.kept.targets.find(({ request }) => targetId(request) === id)?.request;
  }

  hasSession(path: string): boolean {
    return this.kept.sessions.some((session) => session.path === path);
  }

  /** @param name the name that the app gave itself; empty: not known */
  addTarget(asked: TargetRequest, name: string, now = new Date()): void {
    const request = lasting(asked);
    const target = { name: name || requestName(request), usedAt: now.toISOString(), request };
    const { targets, sessions } = this.latest();
    const key = this.keyOf(request);
    const others = targets.filter((known) => this.keyOf(known.request) !== key);
    this.keep({ sessions, targets: [target, ...others].slice(0, MAX_ITEMS) });
  }

  addSession(path: string, now = new Date()): void {
    const { targets, sessions } = this.latest();
    const others = sessions.filter((known) => !isSamePath(known.path, path, this.platform));
    const session = { path, usedAt: now.toISOString() };
    this.keep({ targets, sessions: [session, ...others].slice(0, MAX_ITEMS) });
  }

  /** Forgets a target or a session; files are left where they are. */
  remove(id: string): void {
    const { targets, sessions } = this.latest();
    this.keep({
      targets: targets.filter(({ request }) => targetId(request) !== id),
      sessions: sessions.filter(({ path }) => path !== id),
    });
  }

  /** An id that is equal for paths that the system takes for equal. */
  private keyOf(request: TargetRequest): string {
    return targetId(
      request.method === 'launch' ? { ...request, appPath: pathKey(request.appPath, this.platform) } : request,
    );
  }

  /** The list, with what another running Electroscope has added. */
  private latest(): Kept {
    return this.isKept && existsSync(this.path) ? read(this.path) : this.kept;
  }

  private keep(kept: Kept): void {
    this.kept = kept;
    try {
      writePersisted(this.path, { version: VERSION, ...kept });
      this.isKept = true;
    } catch {
      this.isKept = false;
      // The list applies to this run. A list of shortcuts that can't be written must not stop anything.
    }
  }
}

/** The request in a form that works later, and from another folder. */
function lasting(request: TargetRequest): TargetRequest {
  // The user must allow another computer each time.
  if (request.method === 'attach') return { method: 'attach', target: request.target };
  if (request.method === 'command') return request;
  return { ...request, appPath: resolve(request.workingDirectory, request.appPath) };
}

/** The path that must exist for a request. */
function placeOf(request: Exclude<TargetRequest, { method: 'attach' }>): string {
  return request.method === 'launch' ? request.appPath : request.workingDirectory;
}

function targetId(request: TargetRequest): string {
  if (request.method === 'attach') return `attach ${request.target}`;
  if (request.method === 'command') return `command ${JSON.stringify([request.command, request.workingDirectory])}`;
  const { appPath, args, electron = '' } = request;
  return `launch ${JSON.stringify([appPath, args, electron])}`;
}

/** Undefined if the file does not exist. */
function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

function read(path: string): Kept {
  try {
    const { version, targets, sessions } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    if (version !== VERSION || !Array.isArray(targets) || !Array.isArray(sessions))
      return { targets: [], sessions: [] };
    return { targets: targets.map(upgraded).filter(isTarget), sessions: sessions.filter(isSession) };
  } catch {
    return { targets: [], sessions: [] };
  }
}

/** Earlier versions wrote `way` for `method`. */
function upgraded(target: unknown): unknown {
  const { way, ...request } = fieldsOf(fieldsOf(target).request);
  return way === undefined ? target : { ...fieldsOf(target), request: { method: way, ...request } };
}

function isSession(value: unknown): value is KeptSession {
  const { path, usedAt } = fieldsOf(value);
  return typeof path === 'string' && typeof usedAt === 'string';
}

function isTarget(value: unknown): value is KeptTarget {
  const { name, usedAt, request } = fieldsOf(value);
  if (typeof name !== 'string' || typeof usedAt !== 'string') return false;
  const { method, target, appPath, args, workingDirectory, electron, command } = fieldsOf(request);
  if (method === 'attach') return typeof target === 'string';
  if (typeof workingDirectory !== 'string') return false;
  if (method === 'command') return areTexts(command) && command.length > 0;
  const isElectron = electron === undefined || typeof electron === 'string';
  return method === 'launch' && typeof appPath === 'string' && areTexts(args) && isElectron;
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
