/** All hooks, in the order in which they are installed. They are removed in the reverse order. */

import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { WebContentsLike } from '../base/electronInternals';
import { TIMING_PRELOAD_PATH } from '../base/ownFiles';
import type { RecordingSettings } from '../recording/recordingSettings';
import type { TargetIdentity } from '../recording/targetIdentity';
import { installInstanceLockHook, installRelaunchHook, type Restart, relaunchingLine } from './appLifecycle';
import { DispatchHook, installWebContentsDispatch } from './dispatch';
import { installCounting } from './eventTable';
import { installFrameSendHook } from './frameSend';
import type { HookContext } from './hookContext';
import type { Hook, HookInstaller } from './hookInstaller';
import { installChannelHook, installPortHook } from './messagePorts';
import { installExceptionHook, installExitHook } from './processEvents';
import { installServiceWorkerSendHook } from './serviceWorkerSend';
import { installTimingPreload } from './timingPreload';
import { installUtilityProcessHook } from './utilityProcess';
import { installWebContentsSendHook } from './webContentsSend';

/** As the session reports it. */
export const TIMING_PRELOAD = 'timing preload';

/** What the hooks are installed in, and what they do beyond recording. */
export interface HookedApp {
  readonly electron: typeof Electron;
  /** The prototype of MessagePortMain. */
  readonly portPrototype: object | undefined;
  readonly restart: Restart;
  readonly settings: RecordingSettings;
  readonly identity: TargetIdentity;
  readonly hooks: HookInstaller;
  /** Sends a line that does not belong to the journal. */
  tell(line: string): void;
  /** Reports the target's current state. */
  redescribe(): void;
}

export function hookTable(context: HookContext, hooked: HookedApp): readonly Hook[] {
  const { internals, recorder } = context;
  const { electron, restart, settings, identity } = hooked;
  const { app } = electron;
  const { ServiceWorkerMain, utilityProcess } = electron as Partial<typeof Electron> & LaterClasses;
  const sessions = new DispatchHook('session', context);
  const windows = electron.webContents.getAllWebContents() as unknown as WebContentsLike[];

  return [
    {
      name: 'EventEmitter.listeners',
      holder: EventEmitter.prototype,
      install: () => installCounting(),
    },
    {
      name: 'WebContents.emit',
      holder: internals.webContentsPrototype,
      install: (prototype) => installWebContentsDispatch(prototype, windows, sessions, context),
    },
    {
      name: 'Session.emit',
      holder: internals.sessionPrototype,
      // Nothing of a frame or a service worker comes over a Session before 35, where service workers have no IPC.
      applies: internals.sessionPrototype !== undefined || ServiceWorkerMain !== undefined,
      install: (prototype) => sessions.install(prototype),
    },
    {
      name: TIMING_PRELOAD,
      holder: internals,
      install() {
        const preload = { path: TIMING_PRELOAD_PATH, isOn: () => settings.timing };
        const hook = installTimingPreload(context, preload, (reason) => {
          hooked.hooks.limit(TIMING_PRELOAD, reason);
          hooked.redescribe();
        });
        context.nativePreloads = hook.native;
        return hook;
      },
    },
    {
      name: 'WebFrameMain.send',
      holder: internals.webFrameMainPrototype,
      install: (prototype) => installFrameSendHook(prototype, context),
    },
    {
      name: 'WebContents.send',
      holder: internals.webContentsPrototype,
      install: (prototype) => installWebContentsSendHook(prototype, context),
    },
    {
      name: 'ServiceWorkerMain.send',
      holder: ServiceWorkerMain?.prototype,
      applies: ServiceWorkerMain !== undefined,
      install: (prototype) => installServiceWorkerSendHook(prototype, context),
    },
    {
      name: 'MessageChannelMain',
      holder: electron.MessageChannelMain,
      install: () => installChannelHook(electron.MessageChannelMain, context),
    },
    {
      name: 'MessagePortMain',
      holder: hooked.portPrototype,
      install: (prototype) => installPortHook(prototype, context),
    },
    {
      name: 'utilityProcess.fork',
      holder: utilityProcess,
      applies: utilityProcess !== undefined,
      install: (module) => installUtilityProcessHook(module, context),
    },
    {
      name: 'app.relaunch',
      holder: app,
      install: () =>
        installRelaunchHook(app, restart, (options) =>
          context.guard('telling of a new start', () => hooked.tell(relaunchingLine(options, restart))),
        ),
    },
    {
      name: 'app.requestSingleInstanceLock',
      holder: app,
      install: () =>
        installInstanceLockHook(app, () => {
          identity.hasOtherInstance = true;
          context.guard('telling of another instance', () => hooked.redescribe());
        }),
    },
    {
      name: 'process.exit',
      holder: app,
      install: () =>
        installExitHook(app, (code) => {
          context.nativePreloads?.forgetCompiled();
          context.guard('the end', () => recorder.finish(typeof code === 'number' ? code : undefined));
        }),
    },
    {
      name: 'process.uncaughtException',
      holder: process,
      install: () =>
        installExceptionHook(() => {
          context.guard('an uncaught error', () => context.dispatches.dropEnded());
          context.guard('an uncaught error', () => recorder.keepFromLoss());
        }),
    },
  ];
}

/** Classes that the types of Electron do not have. */
interface LaterClasses {
  readonly ServiceWorkerMain?: { readonly prototype: object };
}
