/** Answers the methods that pages of windows call. */

import type { RecentFile } from '../settings/recentFile';
import { listRunningApps } from '../targets/processes/runningApps';
import { chooseCapture, exportCapture, openDropped, saveShown } from './captureFiles';
import type { InspectorWindows } from './inspectorWindows';
import { REPLAY_ANSWERS } from './replayAnswers';
import { readMessage, readPorts } from './sessionReads';
import { type SettingsFiles, settingsAnswers } from './settingsAnswers';
import { attachTo, chooseApp, launchPath, launchTraced, openRecent, relaunch } from './targetStarts';
import { type WindowAnswers, WindowChannels } from './windowChannels';

export interface BridgeSettings extends SettingsFiles {
  /** Origins whose pages are answered. */
  readonly origins: readonly string[];
  /** Undefined: this installation has no demo. */
  readonly demoFolder: string | undefined;
  readonly recentFile: RecentFile;
}

export function answerWindows(windows: InspectorWindows, settings: BridgeSettings): void {
  const { demoFolder, recentFile, housekeeping } = settings;
  const answers: WindowAnswers = {
    ...settingsAnswers(windows, settings),
    ...REPLAY_ANSWERS,
    openFeed(inspector) {
      const feed = inspector.openFeed();
      feed.showDemo(demoFolder !== undefined);
      feed.showOffers(housekeeping.open);
    },
    openWindow: () => void windows.openNew(),

    readMessage: ({ inspection }, row) => readMessage(inspection, row),
    readPorts: ({ inspection }, target, ports) => readPorts(inspection, target, ports),
    startScan({ feed }, id, filter) {
      if (typeof id === 'number' && typeof filter === 'string') feed?.startScan(id, filter);
    },
    stopScan: ({ feed }) => feed?.stopScan(),
    markMessages({ inspection }, rows, isMarked) {
      if (rows instanceof Uint32Array) inspection.mark(rows, isMarked === true);
    },

    launchDemo: (inspector) => (demoFolder === undefined ? undefined : launchPath(inspector, demoFolder)),
    chooseApp,
    relaunch,
    launchTraced,
    stopTarget: ({ inspection }) => inspection.capture.stopTarget(),
    stopApp: ({ inspection }, target) => inspection.capture.stopApp(Number(target)),
    attach: attachTo,
    detach: ({ inspection }) => inspection.capture.detach(),
    listRunningApps: () => listRunningApps(windows.all.flatMap(({ inspection }) => inspection.capture.watchedPids)),
    readRecent: () => recentFile.list(),
    openRecent: (inspector, id) => openRecent(inspector, String(id), recentFile),
    removeRecent(_inspector, id) {
      recentFile.remove(String(id));
      return recentFile.list();
    },

    chooseCapture,
    openDropped,
    exportCapture,
    findRepeats: ({ inspection }, rows) => (rows instanceof Uint32Array ? inspection.findRepeats(rows) : undefined),
    saveCapture: (inspector, request) => saveShown(inspector, request, recentFile),
    cancelTask: ({ inspection }) => inspection.tasks.cancel(),
  };
  new WindowChannels(windows, settings.origins).answer(answers);
}
