/** The way into sandboxed frames where native code reads a session's preloads: ours is first, and nobody can tell. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  installNativePreloads,
  type NativePreloads,
  readsPreloadsNatively,
  TIMING_PRELOAD_ID,
} from '../../../../src/agent/hooks/nativePreloads';
import { ObservedHooks } from '../../../support/agent/observedHooks';

interface Script {
  readonly id?: string;
  readonly type: string;
  readonly filePath: string;
  readonly _deprecated?: boolean;
}

const OURS = '/agent/timing-preload.cjs';

/** As a session of Electron 42.9, as far as its preloads go; what native code would hand to a frame is `handed`. */
function makeSessionClass() {
  return class Session {
    scripts: Script[] = [];
    constructor(readonly storagePath: string | null = null) {}

    _init(): void {}

    registerPreloadScript(script: Script): string {
      const { id = String(this.scripts.length), type, filePath, _deprecated } = script;
      if (this.scripts.some((known) => known.id === id)) throw new Error(`existing ID '${id}'`);
      if (!filePath.startsWith('/') && !_deprecated) throw new Error('must have absolute path');
      this.scripts.push({ id, type, filePath });
      return id;
    }

    unregisterPreloadScript(id: string): void {
      const at = this.scripts.findIndex((known) => known.id === id);
      if (at === -1) throw new Error(`non-existing ID '${id}'`);
      this.scripts.splice(at, 1);
    }

    getPreloadScripts(): Script[] {
      return this.scripts.map((script) => ({ ...script }));
    }
  };
}

type Session = InstanceType<ReturnType<typeof makeSessionClass>>;

const handed = (session: Session) => session.scripts.map(({ filePath }) => filePath);
const seen = (session: Session) => session.getPreloadScripts().map(({ filePath }) => filePath);

interface Installed {
  readonly Session: ReturnType<typeof makeSessionClass>;
  readonly hooks: ObservedHooks;
  readonly native: NativePreloads;
  readonly refused: ReturnType<typeof vi.fn<(reason: string) => void>>;
  setOn(isOn: boolean): void;
  open(storagePath?: string): Session;
}

function install(Session = makeSessionClass()): Installed {
  let isOn = true;
  const hooks = new ObservedHooks();
  const refused = vi.fn<(reason: string) => void>();
  const native = installNativePreloads(Session.prototype, { path: OURS, isOn: () => isOn }, hooks.context, refused);
  return {
    Session,
    hooks,
    native,
    refused,
    setOn(value) {
      isOn = value;
      native.settingsChanged();
    },
    open(storagePath) {
      const session = new Session(storagePath);
      session._init();
      return session;
    },
  };
}

describe('a new session', () => {
  test('hands out ours first, and tells of the app’s only', () => {
    const { open } = install();
    const session = open();
    expect(session.getPreloadScripts()).toEqual([]);
    session.registerPreloadScript({ type: 'frame', filePath: '/app/one.js' });
    session.registerPreloadScript({ type: 'service-worker', filePath: '/app/worker.js' });
    expect(handed(session)).toEqual([OURS, '/app/one.js', '/app/worker.js']);
    expect(seen(session)).toEqual(['/app/one.js', '/app/worker.js']);
  });

  test('tells Electron of ours when it asks for an unsandboxed frame', () => {
    const { open, hooks } = install();
    const session = open();
    hooks.context.internalChannel = 'BROWSER_NONSANDBOX_LOAD';
    expect(seen(session)).toEqual([OURS]);
    hooks.context.internalChannel = undefined;
    expect(seen(session)).toEqual([]);
  });

  test('has none while timing is off', () => {
    const { open, setOn } = install();
    const session = open();
    setOn(false);
    const later = open();
    expect([handed(session), handed(later)]).toEqual([[], []]);
    later.registerPreloadScript({ type: 'frame', filePath: '/app/one.js' });
    setOn(true);
    expect([handed(session), handed(later)]).toEqual([[OURS], [OURS, '/app/one.js']]);
  });
});

test('a session that was there before gets ours first; its own keep ids and order, relative paths included', () => {
  const Session = makeSessionClass();
  const session = new Session();
  session.registerPreloadScript({ type: 'frame', filePath: 'relative.js', _deprecated: true });
  session.registerPreloadScript({ type: 'service-worker', id: 'worker', filePath: '/app/worker.js' });
  session.registerPreloadScript({ type: 'frame', id: 'mine', filePath: '/app/mine.js' });
  const before = session.getPreloadScripts();
  const { native } = install(Session);
  native.noticed(session);
  native.noticed(session);
  expect(handed(session)).toEqual([OURS, 'relative.js', '/app/worker.js', '/app/mine.js']);
  expect(session.getPreloadScripts()).toEqual(before);
  native.uninstall();
  expect(session.getPreloadScripts()).toEqual(before);
});

test('nothing is left once the agent has gone', () => {
  const Session = makeSessionClass();
  const methods = Object.getOwnPropertyDescriptors(Session.prototype);
  const { native, open, hooks } = install(Session);
  const sessions = [open(), open()];
  native.uninstall();
  expect(sessions.map(handed)).toEqual([[], []]);
  expect(Object.getOwnPropertyDescriptors(Session.prototype)).toEqual(methods);
  expect(handed(open())).toEqual([]);
  expect(hooks.entries.filter(({ type }) => type === 'fault')).toEqual([]);
});

describe('without a way to register and to hide', () => {
  test.each(['_init', 'registerPreloadScript', 'getPreloadScripts'] as const)('no %s: not installed', (name) => {
    const Session = makeSessionClass();
    Reflect.deleteProperty(Session.prototype, name);
    const rest = Object.getOwnPropertyDescriptors(Session.prototype);
    expect(() => install(Session)).toThrow(name);
    expect(Object.getOwnPropertyDescriptors(Session.prototype)).toEqual(rest);
  });

  test('a session that lists it under another id is rid of it again, and says why', () => {
    const Session = makeSessionClass();
    const { open, refused, hooks } = install(
      class extends Session {
        override getPreloadScripts(): Script[] {
          return super.getPreloadScripts().map((script) => ({ ...script, id: `frame:${script.id}` }));
        }
        override registerPreloadScript(script: Script): string {
          return super.registerPreloadScript(script);
        }
        override unregisterPreloadScript(id: string): void {
          super.unregisterPreloadScript(id);
        }
        override _init(): void {}
      },
    );
    const session = open();
    open();
    expect(handed(session)).toEqual([]);
    expect(refused).toHaveBeenCalledTimes(1);
    // Unsandboxed frames can have it all the same.
    hooks.context.internalChannel = 'BROWSER_NONSANDBOX_LOAD';
    expect(seen(session)).toEqual([OURS]);
  });
});

describe('the compiled preload on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'electroscope-compiled-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is removed at the start, at the end, and nothing else with it', () => {
    const cache = join(folder, 'Code Cache', 'electron-preload');
    const name = `${createHash('sha256').update(TIMING_PRELOAD_ID).digest('hex').toUpperCase()}`;
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, `${name}.cache`), '');
    writeFileSync(join(cache, 'of-the-app.cache'), '');
    const { native, open } = install();
    open(folder);
    expect(readdirSync(cache)).toEqual(['of-the-app.cache']);
    writeFileSync(join(cache, `${name}-site.cache`), '');
    native.forgetCompiled();
    expect(readdirSync(cache)).toEqual(['of-the-app.cache']);
    rmSync(join(cache, 'of-the-app.cache'));
    writeFileSync(join(cache, `${name}.cache`), '');
    native.uninstall();
    expect(existsSync(cache)).toBe(false);
  });
});

test.each([
  ['33.4.11', false],
  ['35.0.0', false],
  ['42.3.9', false],
  ['42.4.0', true],
  ['43.0.0-alpha.1', true],
  ['45.4.1', true],
  ['custom', true],
  [undefined, true],
])('Electron %s reads them natively: %s', (version, expected) => {
  expect(readsPreloadsNatively(version)).toBe(expected);
});
