/** Answers the pages of the windows: what each channel asks for, and who knows. */

import { BRIDGE_CHANNELS } from '../../shared/bridge/windowApi';
import type { RecentFile } from '../settings/recentFile';
import { listRunningApps } from '../targets/processes/runningApps';
import { chooseCapture, exportCapture, openDropped, saveCapture } from './captureFiles';
import type { InspectorWindows } from './inspectorWindows';
import { answerReplay } from './replayAnswers';
import { readMessage, readPorts } from './sessionReads';
import { answerSettings, type SettingsFiles } from './settingsAnswers';
import { attach, chooseApp, launchFolder, launchTraced, openRecent, relaunch } from './targetStarts';
import { WindowChannels } from './windowChannels';

export interface BridgeSettings extends SettingsFiles {
  /** Origins whose pages are answered. */
  readonly origins: readonly string[];
  /** Undefined: this Electroscope has no demo. */
  readonly demoFolder: string | undefined;
  readonly recentFile: RecentFile;
}

export function answerWindows(windows: InspectorWindows, settings: BridgeSettings): void {
  const channels = new WindowChannels(windows, settings.origins);
  const { demoFolder, recentFile, housekeeping } = settings;
  answerSettings(channels, windows, settings);
  answerReplay(channels);

  channels.on(BRIDGE_CHANNELS.openFeed, (inspector) => {
    const feed = inspector.openFeed();
    feed.showDemo(demoFolder !== undefined);
    feed.showOffers(housekeeping.open);
  });
  channels.on(BRIDGE_CHANNELS.openWindow, () => void windows.openNew());

  channels.handle(BRIDGE_CHANNELS.readMessage, ({ inspection }, row) => readMessage(inspection, row));
  channels.handle(BRIDGE_CHANNELS.readPorts, ({ inspection }, target, ports) => readPorts(inspection, target, ports));
  channels.on(BRIDGE_CHANNELS.startScan, ({ feed }, id, filter) => {
    if (typeof id === 'number' && typeof filter === 'string') feed?.startScan(id, filter);
  });
  channels.on(BRIDGE_CHANNELS.stopScan, ({ feed }) => feed?.stopScan());
  channels.on(BRIDGE_CHANNELS.markMessages, ({ inspection }, rows, isMarked) => {
    if (rows instanceof Uint32Array) inspection.mark(rows, isMarked === true);
  });

  channels.handle(BRIDGE_CHANNELS.launchDemo, (inspector) =>
    demoFolder === undefined ? undefined : launchFolder(inspector, demoFolder),
  );
  channels.handle(BRIDGE_CHANNELS.chooseApp, chooseApp);
  channels.handle(BRIDGE_CHANNELS.relaunch, relaunch);
  channels.handle(BRIDGE_CHANNELS.launchTraced, launchTraced);
  channels.handle(BRIDGE_CHANNELS.stopTarget, ({ inspection }) => inspection.capture.stopTarget());
  channels.handle(BRIDGE_CHANNELS.stopApp, ({ inspection }, target) => inspection.capture.stopApp(Number(target)));
  channels.handle(BRIDGE_CHANNELS.attach, attach);
  channels.handle(BRIDGE_CHANNELS.detach, ({ inspection }) => inspection.capture.detach());
  channels.handle(BRIDGE_CHANNELS.listRunningApps, () =>
    listRunningApps(windows.all.flatMap(({ inspection }) => inspection.capture.watchedPids)),
  );
  channels.handle(BRIDGE_CHANNELS.readRecent, () => recentFile.list());
  channels.handle(BRIDGE_CHANNELS.openRecent, (inspector, id) => openRecent(inspector, String(id), recentFile));
  channels.handle(BRIDGE_CHANNELS.removeRecent, (_inspector, id) => {
    recentFile.remove(String(id));
    return recentFile.list();
  });

  channels.handle(BRIDGE_CHANNELS.chooseCapture, chooseCapture);
  channels.handle(BRIDGE_CHANNELS.openCapture, openDropped);
  channels.handle(BRIDGE_CHANNELS.exportCapture, exportCapture);
  channels.handle(BRIDGE_CHANNELS.findRepeats, ({ inspection }, rows) =>
    rows instanceof Uint32Array ? inspection.findRepeats(rows) : undefined,
  );
  channels.handle(BRIDGE_CHANNELS.saveCapture, (inspector, request) => saveCapture(inspector, request, recentFile));
  channels.handle(BRIDGE_CHANNELS.cancelTask, ({ inspection }) => inspection.tasks.cancel());
}
