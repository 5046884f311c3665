/** Puts the parts of the agent together: encoder, recorder, link and hooks. */

import { types } from 'node:util';
import type * as Electron from 'electron';
import type { LinkAddress } from '../shared/link/handshake';
import { MAX_SPILL_BYTES } from '../shared/link/spill';
import type { Builtins } from '../shared/value/builtins';
import { createEncoder } from '../shared/value/encode';
import { nowUs } from './base/clock';
import { CostMeter } from './base/costMeter';
import { findElectronInternals, type IpcEmitter, type WebContentsLike } from './base/electronInternals';
import type { ReportFault } from './base/guard';
import { imageReader } from './base/nativeImages';
import { bufferPrototype } from './base/nodePrimordials';
import { ownBytes } from './base/ownMemory';
import { dateNow, getPrototypeOf, setPrototypeOf } from './base/primordials';
import { forEachInSlices } from './base/timeSlices';
import { ChannelInventory } from './channels/channelInventory';
import { controlHandler, politeEnd } from './controls';
import type { Restart } from './hooks/appLifecycle';
import { stopLooking } from './hooks/handlerErrors';
import { HookContext } from './hooks/hookContext';
import { HookInstaller } from './hooks/hookInstaller';
import { hookTable, TIMING_PRELOAD } from './hooks/hookTable';
import { SecondHandlers } from './hooks/secondHandlers';
import { noticeSession } from './hooks/timingPreload';
import { OwnInspectorPort } from './launchTraces';
import { openLink } from './link/link';
import { measuredSink } from './link/measuredSink';
import { Outbox } from './link/outbox';
import { SpillFile } from './link/spillFile';
import { tellPresence } from './presence';
import { EndpointRegistry } from './recording/endpoints';
import { PortRegistry } from './recording/ports';
import { Recorder } from './recording/recorder';
import { RecordingSettings } from './recording/recordingSettings';
import { TargetIdentity } from './recording/targetIdentity';
import { Replayer } from './replay/replayer';
import { FramePorts } from './timing/framePorts';
import { FrameTiming } from './timing/frameTiming';

export interface StartOptions {
  /** The app has run its first line: what it did before is not known. */
  readonly isLate: boolean;
  readonly restart: Restart;
  /** The inspector port of this process was opened for the agent. */
  readonly closesInspector?: boolean | undefined;
}

/** Installs the hooks and connects to the inspector. When that ends, everything is put back. */
export function startCapture(address: LinkAddress, { isLate, restart, closesInspector = false }: StartOptions): void {
  const electron = require('electron') as typeof Electron;
  const { spillFolder } = address;
  const spillName = `${process.pid}-${dateNow().toString(36)}`;
  const outbox = new Outbox(new SpillFile(spillFolder && `${spillFolder}/${spillName}`, MAX_SPILL_BYTES));
  const cost = new CostMeter();
  const hooks = new HookInstaller();
  const settings = new RecordingSettings(address.settings);
  const identity = new TargetIdentity(electron.app, hooks.reports, settings, isLate ? nowUs() : undefined);
  const encoder = createEncoder(createBuiltins(electron));
  const recorder = new Recorder(encoder, outbox, settings, cost, () => identity.changeLine());
  const context = createContext(electron, recorder, cost);
  const secondHandlers = new SecondHandlers();
  const inventory = watchChannels(context, secondHandlers);
  loadPatchedModules(electron);
  // Its channel must not be taken for one of the app.
  const portPrototype = messagePortPrototype(electron);
  const tell = (line: string) => outbox.push(ownBytes(`${line}\n`));
  const redescribe = () => tell(identity.line());
  const parts = { electron, portPrototype, restart, settings, identity, hooks, tell, redescribe };
  hooks.installAll(hookTable(context, parts));
  tellPresence({ inspectorPid: address.inspectorPid ?? null });
  if (isLate) noticeEarlier(electron, context, inventory);

  const inspectorPort = new OwnInspectorPort(closesInspector, (where, work) => context.guard(where, work));
  const closeInspectorPort = () => inspectorPort.close();
  const end = politeEnd(electron.app.quit.bind(electron.app), process.platform);
  const replayer = new Replayer(
    context,
    (id) => electron.webContents.fromId(id) as never,
    portPrototype,
    () => hooks.whyUnavailable(TIMING_PRELOAD),
  );
  const control = controlHandler({ context, settings, replayer, tell, redescribe, closeInspectorPort, end });
  const closed = () => {
    inspectorPort.closeSoon();
    hooks.uninstallAll();
    context.timing.close();
    stopLooking();
    inventory.close();
    secondHandlers.close();
    tellPresence(undefined);
    recorder.close();
    outbox.discard();
    closeLink();
  };
  const closeLink = openLink(
    address,
    () => identity.describe(),
    { connected: (sink, hello) => outbox.connect(measuredSink(sink, cost), hello), control, closed },
    spillFolder && spillName,
  );
}

const createBuiltins = (electron: typeof Electron): Builtins => ({
  ...types,
  imageOf: imageReader(electron.nativeImage as never),
  cleanStack: (stack) =>
    stack
      .split('\n')
      .filter((line) => !line.includes(__filename))
      .join('\n'),
  // `Buffer.from` would ask the buffer behind it, which may be of a class of the app.
  toBase64: (bytes) => (setPrototypeOf(bytes, bufferPrototype) as Buffer).toString('base64'),
});

/** What the hooks work with. Its first entry tells of main. */
function createContext(electron: typeof Electron, recorder: Recorder, cost: CostMeter): HookContext {
  const internals = findElectronInternals();
  const endpoints = new EndpointRegistry(
    internals,
    recorder,
    (frame) => electron.webContents.fromFrame?.(frame as never) as WebContentsLike | undefined,
  );
  const reportFault: ReportFault = (where, error) => recorder.fault(where, error);
  const ports = new PortRegistry((entry) => recorder.port(entry));
  const timing = new FrameTiming(recorder, endpoints, new FramePorts(recorder, endpoints, ports), reportFault, cost);
  const ipcMain = electron.ipcMain as IpcEmitter;
  endpoints.describeMain();
  return new HookContext(internals, ipcMain, recorder, endpoints, ports, timing, reportFault, cost);
}

function watchChannels(context: HookContext, secondHandlers: SecondHandlers): ChannelInventory {
  const { recorder, endpoints } = context;
  const inventory = new ChannelInventory(
    recorder,
    endpoints,
    (where, work) => context.guardBatch(where, work),
    (emitter, refused) => secondHandlers.watch(emitter, refused),
  );
  inventory.watch('ipcMain', context.ipcMain);
  endpoints.changed = (webContents) => inventory.notice(webContents);
  endpoints.workerSeen = (worker, id) => inventory.noticeWorker(worker, id);
  recorder.onFlush = () => inventory.schedule();
  context.channelMet = (channel) => inventory.meet(channel);
  return inventory;
}

/** What was there before the agent. */
function noticeEarlier(electron: typeof Electron, context: HookContext, inventory: ChannelInventory): void {
  const earlier = electron.webContents.getAllWebContents() as unknown as WebContentsLike[];
  forEachInSlices(earlier, (webContents) => inventory.notice(webContents));
  const { nativePreloads } = context;
  if (nativePreloads === undefined) return;
  for (const webContents of earlier) noticeSession(nativePreloads, webContents);
  // Sessions that no WebContents had yet.
  context.timing.onNavigation = (webContents) => noticeSession(nativePreloads, webContents);
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

function messagePortPrototype(electron: typeof Electron): object | undefined {
  if (electron.MessageChannelMain === undefined) return undefined;
  const { port1, port2 } = new electron.MessageChannelMain();
  port1.close();
  port2.close();
  return getPrototypeOf(port1) as object;
}
