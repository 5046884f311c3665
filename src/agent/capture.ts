/** Puts the parts of the agent together: encoder, recorder, link and hooks. */

import { EventEmitter } from 'node:events';
import { types } from 'node:util';
import type * as Electron from 'electron';
import type { HookReport } from '../shared/journal/agentFacts';
import type { Pong } from '../shared/link/control';
import type { LinkAddress, Relaunching } from '../shared/link/handshake';
import { encodeReplayReply, type ReplayReply } from '../shared/link/replayLink';
import { MAX_SPILL_BYTES } from '../shared/link/spill';
import type { Builtins } from '../shared/value/builtins';
import { createEncoder } from '../shared/value/encode';
import { closeInspector } from './arrival';
import { nowUs } from './base/clock';
import { CostMeter } from './base/costMeter';
import { findElectronInternals, type IpcEmitter, type WebContentsLike } from './base/electronInternals';
import type { ReportFault } from './base/guard';
import { inSteps } from './base/inSteps';
import { imageReader } from './base/nativeImages';
import { TIMING_PRELOAD_PATH, withoutOwnFolder } from './base/ownFiles';
import { ownBytes } from './base/ownMemory';
import type { Uninstall } from './base/patch';
import { ChannelInventory } from './channels/channelInventory';
import { installInstanceLockHook, installRelaunchHook, type Restart, relaunchedExecutable } from './hooks/appLifecycle';
import { DispatchHook } from './hooks/dispatch';
import { installCounting } from './hooks/eventTable';
import { installFrameSendHook } from './hooks/frameSend';
import { stopLooking } from './hooks/handlerErrors';
import { HookContext } from './hooks/hookContext';
import { installChannelHook, installPortHook } from './hooks/messagePorts';
import { installExceptionHook, installExitHook } from './hooks/processEvents';
import { SecondHandlers } from './hooks/secondHandlers';
import { installServiceWorkerSendHook } from './hooks/serviceWorkerSend';
import { installTimingPreload, noticeSession, type TimingPreloadHook } from './hooks/timingPreload';
import { installUtilityProcessHook } from './hooks/utilityProcess';
import { installWebContentsSendHook } from './hooks/webContentsSend';
import { type LinkEvents, openLink } from './link/link';
import { measuredSink } from './link/measuredSink';
import { Outbox } from './link/outbox';
import { SpillFile } from './link/spillFile';
import { tellPresence } from './presence';
import { CHANGING_EVENTS, EndpointRegistry } from './recording/endpoints';
import { PortRegistry } from './recording/ports';
import { Recorder } from './recording/recorder';
import { RecordingSettings } from './recording/recordingSettings';
import { TargetIdentity } from './recording/targetIdentity';
import { Replayer } from './replay/replayer';
import { FramePorts } from './timing/framePorts';
import { FrameTiming, LEAVING_EVENTS } from './timing/frameTiming';

/** Before the app could put another in its place. */
const { setTimeout, setImmediate } = globalThis;
const { now } = Date;

const createBuiltins = (electron: typeof Electron): Builtins => ({
  ...types,
  imageOf: imageReader(electron.nativeImage as never),
  cleanStack: (stack) =>
    stack
      .split('\n')
      .filter((line) => !line.includes(__filename))
      .join('\n'),
  // `Buffer.from` would ask the buffer behind it, which may be of a class of the app.
  toBase64: (bytes) => (Object.setPrototypeOf(bytes, Buffer.prototype) as Buffer).toString('base64'),
});

export interface Arrival {
  /** The app has run its first line: what it did before is not known. */
  readonly isLate: boolean;
  readonly restart: Restart;
  /** The inspector port of this process was opened for the agent. */
  readonly closesInspector?: boolean | undefined;
}

/** Installs the hooks and connects to the inspector. When that ends, everything is put back. */
export function startCapture(address: LinkAddress, { isLate, restart, closesInspector = false }: Arrival): void {
  const electron = require('electron') as typeof Electron;
  const internals = findElectronInternals();
  const { spillFolder } = address;
  const spillName = `${process.pid}-${now().toString(36)}`;
  const spill = new SpillFile(spillFolder && `${spillFolder}/${spillName}`, MAX_SPILL_BYTES);
  const outbox = new Outbox(spill);
  const hooks = new HookInstaller();
  const settings = new RecordingSettings(address.settings);
  const identity = new TargetIdentity(electron.app, hooks.reports, settings, isLate ? nowUs() : undefined);
  const cost = new CostMeter();
  const recorder = new Recorder(createEncoder(createBuiltins(electron)), outbox, settings, cost, () =>
    identity.changeLine(),
  );
  const endpoints = new EndpointRegistry(
    internals,
    recorder,
    (frame) => electron.webContents.fromFrame?.(frame as never) as WebContentsLike | undefined,
  );
  const reportFault: ReportFault = (where, error) => recorder.fault(where, error);
  const ports = new PortRegistry((entry) => recorder.port(entry));
  const timing = new FrameTiming(recorder, endpoints, new FramePorts(recorder, endpoints, ports), reportFault, cost);
  const context = new HookContext(
    internals,
    electron.ipcMain as IpcEmitter,
    recorder,
    endpoints,
    ports,
    timing,
    reportFault,
    cost,
  );

  const secondHandlers = new SecondHandlers();
  const inventory = new ChannelInventory(
    recorder,
    endpoints,
    (where, work) => context.guardBatch(where, work),
    (emitter, refused) => secondHandlers.watch(emitter, refused),
  );

  endpoints.describeMain();
  inventory.watch('ipcMain', electron.ipcMain as IpcEmitter);
  endpoints.changed = (webContents) => inventory.notice(webContents);
  endpoints.workerSeen = (worker, id) => inventory.noticeWorker(worker, id);
  recorder.onFlush = () => inventory.schedule();
  context.channelMet = (channel) => inventory.meet(channel);
  loadPatchedModules(electron);
  // Its channel must not be taken for one of the app.
  const portPrototype = messagePortPrototype(electron);
  const serviceWorker = serviceWorkerPrototype(electron);
  installDispatchHooks(hooks, context, {
    existing: electron.webContents.getAllWebContents() as never[],
    hasServiceWorkers: serviceWorker !== undefined,
  });
  let preloads: TimingPreloadHook | undefined;
  hooks.install('timing preload', internals, () => {
    const preload = { path: TIMING_PRELOAD_PATH, isOn: () => settings.timing };
    preloads = installTimingPreload(context, preload, (unavailable) => {
      context.preloadUnavailable = hooks.limit('timing preload', unavailable);
      outbox.push(ownBytes(`${identity.line()}\n`));
    });
    return preloads.uninstall;
  });
  const { native, unavailable } = preloads ?? {};
  context.preloadUnavailable = hooks.limit('timing preload', unavailable);
  hooks.install('WebFrameMain.send', internals.webFrameMainPrototype, (prototype) =>
    installFrameSendHook(prototype, context),
  );
  hooks.install('WebContents.send', internals.webContentsPrototype, (prototype) =>
    installWebContentsSendHook(prototype, context),
  );
  if (serviceWorker !== undefined) {
    hooks.install('ServiceWorkerMain.send', serviceWorker, (prototype) =>
      installServiceWorkerSendHook(prototype, context),
    );
  }
  hooks.install('MessageChannelMain', electron.MessageChannelMain, () =>
    installChannelHook(electron.MessageChannelMain, context),
  );
  hooks.install('MessagePortMain', portPrototype, (prototype) => installPortHook(prototype, context));
  // Before 22 there are none.
  const { utilityProcess } = electron as Partial<typeof Electron>;
  if (utilityProcess !== undefined) {
    hooks.install('utilityProcess.fork', utilityProcess, (module) => installUtilityProcessHook(module, context));
  }
  hooks.install('app.relaunch', electron.app, () =>
    installRelaunchHook(electron.app, restart, (options) =>
      context.guard('telling of a new start', () => {
        const bringsAgent = Object.keys(restart.variables).length > 0;
        const line: Relaunching = {
          type: 'relaunching',
          executable: relaunchedExecutable(options),
          bringsAgent,
          atMs: now(),
        };
        outbox.push(ownBytes(`${JSON.stringify(line)}\n`));
      }),
    ),
  );
  hooks.install('app.requestSingleInstanceLock', electron.app, () =>
    installInstanceLockHook(electron.app, () => {
      identity.hasOtherInstance = true;
      context.guard('telling of another instance', () => outbox.push(ownBytes(`${identity.line()}\n`)));
    }),
  );
  hooks.install('process.exit', electron.app, () =>
    installExitHook(electron.app, (code) => {
      native?.forgetCompiled();
      context.guard('the end', () => recorder.finish(typeof code === 'number' ? code : undefined));
    }),
  );
  hooks.install('process.uncaughtException', process, () =>
    installExceptionHook(() => {
      context.guard('an uncaught error', () => context.dispatches.dropEnded());
      context.guard('an uncaught error', () => recorder.keepFromLoss());
    }),
  );
  tellPresence({ inspectorPid: address.inspectorPid ?? null });
  if (isLate) {
    const earlier = electron.webContents.getAllWebContents() as unknown as WebContentsLike[];
    inSteps(earlier, (webContents) => inventory.notice(webContents));
    if (native !== undefined) for (const webContents of earlier) noticeSession(native, webContents);
    // Sessions that no WebContents had yet.
    if (native !== undefined) timing.onNavigation = (webContents) => noticeSession(native, webContents);
  }

  let hasInspectorToClose = closesInspector;
  const endInspector = () => {
    if (!hasInspectorToClose) return;
    hasInspectorToClose = false;
    context.guard('closing the inspector port', closeInspector);
  };

  const replayer = new Replayer(context, (id) => electron.webContents.fromId(id) as never, portPrototype);
  /** In a task of its own: it may be the app's turn now. What it is about has been told by then. */
  const answer = (reply: ReplayReply) =>
    setImmediate(() => {
      recorder.flush();
      outbox.push(ownBytes(`${encodeReplayReply(reply)}\n`));
    });

  const events: LinkEvents = {
    connected: (sink, hello) => outbox.connect(measuredSink(sink, cost), hello),
    control(message) {
      if (message.type === 'closeInspector') {
        endInspector();
        return;
      }
      if (message.type === 'end') {
        process.kill(process.pid, 'SIGTERM');
        return;
      }
      if (message.type === 'ping') {
        const pong: Pong = { type: 'pong' };
        setImmediate(() => outbox.push(ownBytes(`${JSON.stringify(pong)}\n`)));
        return;
      }
      if (message.type === 'listPlaces') {
        replayer.findPlaces((places) => answer({ type: 'replayReply', id: message.id, places }));
        return;
      }
      if (message.type === 'replay') {
        replayer.replay(message.request, (outcome) => answer({ type: 'replayReply', id: message.id, outcome }));
        return;
      }
      // What is pending was recorded as it was asked before.
      recorder.flush();
      settings.change(message.settings);
      timing.settingsChanged();
      native?.settingsChanged();
      outbox.push(ownBytes(`${identity.line()}\n`));
    },
    closed() {
      // In a task of its own: it waits for connections to end that are about to.
      if (hasInspectorToClose) setTimeout(endInspector, 0).unref();
      hooks.uninstallAll();
      timing.close();
      stopLooking();
      inventory.close();
      secondHandlers.close();
      tellPresence(undefined);
      recorder.close();
      outbox.discard();
      closeLink();
    },
  };
  const closeLink = openLink(address, () => identity.describe(), events, spillFolder && spillName);
}

interface DispatchFacts {
  readonly existing: readonly WebContentsLike[];
  readonly hasServiceWorkers: boolean;
}

function installDispatchHooks(
  hooks: HookInstaller,
  context: HookContext,
  { existing, hasServiceWorkers }: DispatchFacts,
): void {
  const { internals, endpoints, timing } = context;
  const sessions = new DispatchHook('session', context);
  const webContents = new DispatchHook('webContents', context, {
    noticed: new Set([...CHANGING_EVENTS, ...LEAVING_EVENTS]),
    notice: (name, emitter) =>
      context.guard('event', () => {
        endpoints.observe(name, emitter as WebContentsLike);
        timing.observe(name, emitter as WebContentsLike);
      }),
  });
  hooks.install('EventEmitter.listeners', EventEmitter.prototype, () => installCounting());
  /** A session that was there before the agent shows itself by its first WebContents. */
  const made = ({ session }: WebContentsLike): void => {
    if (session !== undefined) sessions.add(session);
  };
  hooks.install('WebContents.emit', internals.webContentsPrototype, (prototype) => {
    const uninstall = webContents.install(prototype, (emitter) => made(emitter as WebContentsLike));
    for (const emitter of existing) {
      webContents.add(emitter);
      made(emitter);
    }
    return uninstall;
  });
  // Nothing of a frame or a service worker comes over a Session before 35, where service workers have no IPC.
  if (internals.sessionPrototype !== undefined || hasServiceWorkers) {
    hooks.install('Session.emit', internals.sessionPrototype, (prototype) => sessions.install(prototype));
  }
}

/** Installs what this Electron has, and remembers what it has not. */
class HookInstaller {
  readonly reports: HookReport[] = [];
  private readonly uninstalls: Uninstall[] = [];

  install(name: string, holder: object | undefined, installHook: (holder: object) => Uninstall): void {
    if (holder === undefined) {
      this.reports.push({ name, unavailable: 'not in this version of Electron' });
      return;
    }
    try {
      this.uninstalls.push(installHook(holder));
      this.reports.push({ name });
    } catch (error) {
      this.reports.push({ name, unavailable: withoutOwnFolder(String(error)) });
    }
  }

  /**
   * A hook does not see everything, or not any more.
   *
   * @param unavailable undefined: as it was reported
   * @returns what the inspector gets
   */
  limit(name: string, unavailable: string | undefined): string | undefined {
    const at = this.reports.findIndex((report) => report.name === name);
    if (unavailable !== undefined) this.reports[at] = { name, unavailable: withoutOwnFolder(unavailable) };
    return this.reports[at]?.unavailable;
  }

  uninstallAll(): void {
    for (const uninstall of this.uninstalls.splice(0).reverse()) uninstall();
  }
}

/**
 * Electron's own modules put their methods on the native prototypes when they are first read; patches must come after.
 * Reading them has no other effect (the app's `import … from 'electron'` reads them all).
 */
function loadPatchedModules(electron: typeof Electron): void {
  void electron.webContents;
  void electron.webFrameMain;
  void electron.session;
}

function serviceWorkerPrototype(electron: typeof Electron): object | undefined {
  return (electron as { ServiceWorkerMain?: { readonly prototype: object } }).ServiceWorkerMain?.prototype;
}

function messagePortPrototype(electron: typeof Electron): object | undefined {
  if (electron.MessageChannelMain === undefined) return undefined;
  const { port1, port2 } = new electron.MessageChannelMain();
  port1.close();
  port2.close();
  return Object.getPrototypeOf(port1) as object;
}
