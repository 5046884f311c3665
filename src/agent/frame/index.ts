/**
 * The timing preload: runs in the target's frames before the app's own preloads and gives the caller's side of the
 * timing. Self-contained, for sandboxed frames too; whatever goes wrong in it, the app must not notice.
 */

import { ipcRenderer } from 'electron';
import { FRAME_CHANNEL, FRAME_PROTOCOL, type FrameHello, type FrameSettings } from '../../shared/link/frameReport';
import { captureCallStack } from '../base/callStack';
import { apply, dateNow, deleteProperty, getOwnPropertyDescriptor, random } from '../base/primordials';
import { MessageChannel } from './documentPrimordials';
import { followPorts } from './followPorts';
import { openFrameClock } from './frameClock';
import { FrameLog } from './frameLog';
import { ignoringErrors } from './ignoringErrors';
import { ownValue } from './ownValue';
import { patchIpcRenderer } from './patchIpcRenderer';
import { ReplayCalls } from './replayCalls';
import { ReportSchedule } from './reportSchedule';

// A page that shares this world can replace them, and would then get hold of what passes.
const { postMessage } = MessagePort.prototype;
const dataOf = getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get as () => unknown;

function start(): void {
  const clock = openFrameClock();
  const log = new FrameLog();
  const { port1: port, port2 } = new MessageChannel();
  const document = random();
  const hello: FrameHello = {
    protocol: FRAME_PROTOCOL,
    document,
    clock: clock.kind,
    atUs: clock.nowUs(),
    wallMs: dateNow(),
  };
  ipcRenderer.postMessage(FRAME_CHANNEL, hello, [port2]);

  let stackFrames = 0;
  let isOpen = true;
  const tell = (message: unknown) => {
    if (isOpen) apply(postMessage, port, [message]);
  };
  const schedule = new ReportSchedule(log, clock, () => {
    if (isOpen) ignoringErrors(() => tell(log.take()));
  });
  const replays = new ReplayCalls(
    ipcRenderer,
    (id) => {
      // The agent knows which is meant only when all before it are reported.
      schedule.reportNow();
      ignoringErrors(() => tell({ replay: id, call: log.nextCall }));
    },
    (note) => ignoringErrors(() => tell(note)),
  );
  const uninstall = patchIpcRenderer(ipcRenderer, document, {
    log,
    clock,
    noted: () => schedule.noted(),
    failureNoted: () => schedule.reportSoon(),
    starting(kind, channel) {
      if (replays.isCalling) ignoringErrors(() => replays.starting(kind, channel));
    },
    stackOf: (above, isOwn) =>
      stackFrames === 0 || replays.isCalling
        ? ''
        : (ignoringErrors(() => captureCallStack(above, stackFrames, isOwn)) ?? ''),
    portsCame(ports, push) {
      followPorts(ports, push, clock, tell);
      replays.portsCame(ports, push);
    },
  });
  port.addEventListener('message', (event: MessageEvent) => {
    // A page might have made one up.
    if (!event.isTrusted) return;
    const data = apply(dataOf, event, []);
    if (replays.take(data)) return;
    if (ownValue(data, 'report') === true) {
      schedule.reportNow();
      return;
    }
    stackFrames = (data as FrameSettings).stackFrames;
    if (ownValue(data, 'isGreeting') !== true) return;
    log.greeted(clock.nowUs());
    schedule.noted();
  });
  // The agent has left.
  port.addEventListener('close', () => {
    isOpen = false;
    uninstall();
  });
  port.start();
}

try {
  start();
  // Where Node is: a file that the app did not require.
  if (typeof require === 'function' && require.cache !== undefined) deleteProperty(require.cache, __filename);
} catch {
  // Timing is absent for this document; the agent says so.
}
