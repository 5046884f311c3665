/** Answers the window. Only the inspector's own page is answered. */

import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  MessageChannelMain,
} from 'electron';
import type { RetentionSettings } from '../../shared/bridge/retentionSettings';
import {
  BRIDGE_CHANNELS,
  type ExportRequest,
  type MessageLines,
  type Reply,
  type SaveRequest,
} from '../../shared/bridge/windowApi';
import type { PortHistory } from '../../shared/columns/portHistory';
import { EXPORT_FORMATS, isTextFormat } from '../../shared/export/formats';
import { type CaptureChoices, checkChoices, settingsOf } from '../../shared/link/captureChoices';
import type { Answer } from '../../shared/replay/answer';
import { checkReplayRequest, isMessageRef, type ReplayOutcome } from '../../shared/replay/request';
import type { Housekeeping } from '../session/housekeeping';
import type { Inspection } from '../session/inspection';
import type { PreferencesFile } from '../settings/preferencesFile';
import type { RecentFile } from '../settings/recentFile';
import type { RetentionFile } from '../settings/retentionFile';
import type { SettingsFile } from '../settings/settingsFile';
import type { LaunchRequest } from '../targets/launchTarget';
import { listRunningApps } from '../targets/processes/runningApps';
import type { TargetRequest } from '../targets/watchedTarget';
import { infoOf, UserError } from '../userError';
import { WindowFeed } from './windowFeed';

function isSaveRequest(value: unknown): value is SaveRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { rows, isCompressed, isSanitised } = value as Partial<Record<keyof SaveRequest, unknown>>;
  const areRows = rows === undefined || rows instanceof Uint32Array;
  return areRows && typeof isCompressed === 'boolean' && typeof isSanitised === 'boolean';
}

function isExportRequest(value: unknown): value is ExportRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { rows, format, isSanitised } = value as Partial<Record<keyof ExportRequest, unknown>>;
  const areRows = rows === undefined || rows instanceof Uint32Array;
  return areRows && typeof format === 'string' && isTextFormat(format) && typeof isSanitised === 'boolean';
}

/** What files made of a capture are called. */
function captureName(path: string): string {
  return basename(path).replace(/(\.escope)?(\.gz)?$/, '');
}

const CAPTURE_FILTERS = [
  { name: 'Captures', extensions: ['escope', 'gz'] },
  { name: 'All files', extensions: ['*'] },
];

/** Longer than any timer takes. */
const MAX_AWAIT_MS = 24 * 3600 * 1000;

export interface BridgeSettings {
  /** Origins whose pages are answered. */
  readonly origins: readonly string[];
  readonly demoFolder: string;
  readonly housekeeping: Housekeeping;
  /** The built thread that searches payloads. */
  readonly scanThreadFile: string;
  readonly settingsFile: SettingsFile;
  readonly preferencesFile: PreferencesFile;
  readonly retentionFile: RetentionFile;
  readonly recentFile: RecentFile;
}

/** The windows' feeds; there is one a window. */
export class Bridge {
  private readonly feeds = new Map<number, WindowFeed>();
  private readonly earlyNotices: UserError[] = [];

  constructor(
    private readonly inspection: Inspection,
    private readonly settings: BridgeSettings,
  ) {
    ipcMain.on(BRIDGE_CHANNELS.openFeed, (event) => {
      if (this.isOwn(event)) this.openFeed(event);
    });
    ipcMain.on(BRIDGE_CHANNELS.startScan, (event, id: unknown, filter: unknown) => {
      if (!this.isOwn(event) || typeof id !== 'number' || typeof filter !== 'string') return;
      this.feeds.get(event.sender.id)?.startScan(id, filter);
    });
    ipcMain.on(BRIDGE_CHANNELS.markMessages, (event, rows: unknown, isMarked: unknown) => {
      if (this.isOwn(event) && rows instanceof Uint32Array) this.inspection.mark(rows, isMarked === true);
    });
    ipcMain.on(BRIDGE_CHANNELS.stopScan, (event) => {
      if (this.isOwn(event)) this.feeds.get(event.sender.id)?.stopScan();
    });
    this.handle(BRIDGE_CHANNELS.readMessage, (_event, row) => this.readMessage(row));
    this.handle(BRIDGE_CHANNELS.readPorts, (_event, target, ports) => this.readPorts(target, ports));
    this.handle(BRIDGE_CHANNELS.launchDemo, () => this.launch(settings.demoFolder));
    this.handle(BRIDGE_CHANNELS.chooseApp, (event) => this.chooseApp(BrowserWindow.fromWebContents(event.sender)));
    this.handle(BRIDGE_CHANNELS.relaunch, async () => void (await inspection.capture.relaunch()));
    this.handle(BRIDGE_CHANNELS.stopTarget, () => inspection.capture.stopTarget());
    this.handle(BRIDGE_CHANNELS.attach, (_event, target) => this.attach(target));
    this.handle(BRIDGE_CHANNELS.detach, () => inspection.capture.detach());
    this.handle(BRIDGE_CHANNELS.listRunningApps, () => listRunningApps(inspection.capture.watchedPids));
    this.handle(BRIDGE_CHANNELS.readRecent, () => settings.recentFile.list());
    this.handle(BRIDGE_CHANNELS.openRecent, (event, id) =>
      this.openRecent(BrowserWindow.fromWebContents(event.sender), String(id)),
    );
    this.handle(BRIDGE_CHANNELS.removeRecent, (_event, id) => {
      settings.recentFile.remove(String(id));
      return settings.recentFile.list();
    });
    this.handle(BRIDGE_CHANNELS.chooseCapture, (event) =>
      this.chooseCapture(BrowserWindow.fromWebContents(event.sender)),
    );
    this.handle(BRIDGE_CHANNELS.openCapture, (event, paths) =>
      this.openDropped(BrowserWindow.fromWebContents(event.sender), paths),
    );
    this.handle(BRIDGE_CHANNELS.exportCapture, (event, request) =>
      this.exportCapture(BrowserWindow.fromWebContents(event.sender), request),
    );
    this.handle(BRIDGE_CHANNELS.saveCapture, (event, request) =>
      this.saveCapture(BrowserWindow.fromWebContents(event.sender), request),
    );
    this.handle(BRIDGE_CHANNELS.answerOffer, (_event, id, isAccepted) =>
      settings.housekeeping.answer(String(id), isAccepted === true),
    );
    this.handle(BRIDGE_CHANNELS.cancelTask, () => inspection.tasks.cancel());
    this.handle(BRIDGE_CHANNELS.replay, (_event, request) => this.replay(request));
    this.handle(BRIDGE_CHANNELS.listReplayPlaces, () => inspection.listReplayPlaces());
    this.handle(BRIDGE_CHANNELS.awaitAnswer, (_event, message, timeoutMs) => this.awaitAnswer(message, timeoutMs));
    this.handle(BRIDGE_CHANNELS.readChoices, () => settings.settingsFile.choices);
    this.handle(BRIDGE_CHANNELS.readPreferences, () => settings.preferencesFile.preferences);
    ipcMain.on(BRIDGE_CHANNELS.changePreferences, (event, preferences: unknown) => {
      if (this.isOwn(event)) this.changePreferences(preferences);
    });
    this.handle(BRIDGE_CHANNELS.readRetention, () => settings.retentionFile.read());
    this.handle(BRIDGE_CHANNELS.changeRetention, (_event, retention) => this.changeRetention(retention));
    this.handle(BRIDGE_CHANNELS.changeChoices, (_event, choices) => this.changeChoices(choices));
  }

  /** Does something with the feed of every window. */
  forEachFeed(action: (feed: WindowFeed) => void): void {
    for (const feed of this.feeds.values()) action(feed);
  }

  /** Tells of something that failed; as soon as there is a window, if there is none yet. */
  showNotice(error: UserError): void {
    if (this.feeds.size === 0) this.earlyNotices.push(error);
    this.forEachFeed((feed) => feed.showNotice(error));
  }

  /** Lets the user choose a capture and shows it. */
  async chooseCapture(window: BrowserWindow | null): Promise<void> {
    if (window === null) return;
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Open a capture',
      filters: CAPTURE_FILTERS,
      properties: ['openFile', 'multiSelections'],
    });
    await this.openFiles(window, filePaths);
  }

  /** Shows the dialog that saves the session, if there is one. */
  askSave(window: BrowserWindow | null): void {
    if (window !== null && this.inspection.session !== undefined) this.feeds.get(window.webContents.id)?.askSave();
  }

  /** Shows the dialog that exports the session, if there is one. */
  askExport(window: BrowserWindow | null): void {
    if (window !== null && this.inspection.session !== undefined) this.feeds.get(window.webContents.id)?.askExport();
  }

  private async exportCapture(window: BrowserWindow | null, request: unknown): Promise<void> {
    const { session } = this.inspection;
    if (window === null || session === undefined || !isExportRequest(request)) return;
    const { label, extension } = EXPORT_FORMATS[request.format];
    const { filePath } = await dialog.showSaveDialog(window, {
      title: `Export as ${label}`,
      defaultPath: `${captureName(session.path)}.${extension}`,
      filters: [
        { name: label, extensions: [extension] },
        { name: 'All files', extensions: ['*'] },
      ],
    });
    if (filePath) await this.inspection.exportFile(filePath, request);
  }

  private async saveCapture(window: BrowserWindow | null, request: unknown): Promise<void> {
    const { session } = this.inspection;
    if (window === null || session === undefined || !isSaveRequest(request)) return;
    const name = captureName(session.path);
    const { filePath } = await dialog.showSaveDialog(window, {
      title: 'Save the capture',
      defaultPath: `${name}${request.rows === undefined ? '' : '-part'}${request.isSanitised ? '-sanitised' : ''}.escope`,
      filters: CAPTURE_FILTERS,
    });
    if (!filePath) return;
    await this.inspection.saveFile(filePath, request);
    // It is not there if that failed, or was cancelled.
    if (existsSync(filePath)) this.settings.recentFile.addSession(filePath);
  }

  private async openDropped(window: BrowserWindow | null, paths: unknown): Promise<void> {
    if (window === null || !Array.isArray(paths)) return;
    const isPath = (path: unknown): path is string => typeof path === 'string' && path !== '';
    await this.openFiles(window, paths.filter(isPath));
  }

  /** Opens a capture; if that ends a target, only if the user agrees. */
  private async openFiles(window: BrowserWindow, paths: readonly string[]): Promise<void> {
    const [first] = paths;
    if (first === undefined) return;
    const { capture, isCapturing } = this.inspection;
    if (isCapturing && 'name' in capture.state) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message: `Opening ${paths.length === 1 ? basename(first) : `${paths.length} captures`} ends ${capture.state.name}.`,
        detail: `What was captured of it stays in ${this.inspection.session?.path ?? 'its journal'}.`,
        buttons: ['End it and open', 'Cancel'],
        defaultId: 0,
        cancelId: 1,
      });
      if (response !== 0) return;
    }
    await this.inspection.openFiles(paths);
  }

  private changeChoices(value: unknown): Reply<CaptureChoices> {
    const choices = checkChoices(value);
    if (choices === undefined) {
      return { error: { code: 'wrong-settings', message: 'These settings can’t be used.', remedy: 'Choose others.' } };
    }
    this.inspection.capture.configure(settingsOf(choices));
    try {
      this.settings.settingsFile.change(choices);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.showNotice(error);
    }
    return { value: choices };
  }

  /** What goes by the new limits is asked about at once. */
  private async changeRetention(value: unknown): Promise<Reply<RetentionSettings>> {
    const { retentionFile, housekeeping } = this.settings;
    try {
      const retention = retentionFile.change(value);
      await housekeeping.look();
      this.forEachFeed((feed) => feed.showOffers(housekeeping.open));
      return { value: retention };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { error: infoOf(error) };
    }
  }

  private changePreferences(preferences: unknown): void {
    try {
      this.settings.preferencesFile.change(preferences);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.showNotice(error);
    }
  }

  private handle(channel: string, answer: (event: IpcMainInvokeEvent, ...args: readonly unknown[]) => unknown): void {
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) => {
      if (!this.isOwn(event)) throw new Error('not for this page');
      return answer(event, ...args);
    });
  }

  private isOwn(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
    const url = event.senderFrame?.url ?? '';
    return this.settings.origins.some((origin) => url.startsWith(`${origin}/`));
  }

  private openFeed({ sender }: IpcMainEvent): void {
    this.feeds.get(sender.id)?.close();
    const { port1, port2 } = new MessageChannelMain();
    const feed = new WindowFeed(port1, this.settings.scanThreadFile);
    this.feeds.set(sender.id, feed);
    sender.postMessage(BRIDGE_CHANNELS.feedPort, null, [port2]);
    sender.once('destroyed', () => {
      feed.close();
      if (this.feeds.get(sender.id) === feed) this.feeds.delete(sender.id);
    });
    feed.showSession(this.inspection.session);
    feed.showState(this.inspection.state);
    feed.showOffers(this.settings.housekeeping.open);
    feed.showTask(this.inspection.tasks.task);
    feed.showOutput(this.inspection.capture.output?.all ?? [], true);
    for (const notice of this.earlyNotices.splice(0)) feed.showNotice(notice);
  }

  private async readMessage(row: unknown): Promise<Reply<MessageLines>> {
    const { session } = this.inspection;
    if (session === undefined || !Number.isInteger(row) || (row as number) >= session.fold.table.length) {
      return {
        error: { code: 'no-message', message: `There is no message ${String(row)}.`, remedy: 'Select another.' },
      };
    }
    try {
      return { value: await session.readMessage(row as number) };
    } catch (error) {
      const message = `The message can’t be read from ${session.path}: ${error instanceof Error ? error.message : error}.`;
      return { error: { code: 'unreadable', message, remedy: 'Check that the file is still there.' } };
    }
  }

  private async replay(value: unknown): Promise<Reply<ReplayOutcome>> {
    const request = checkReplayRequest(value);
    if (request !== undefined) return { value: await this.inspection.replay(request) };
    return { error: { code: 'wrong-request', message: 'This can’t be sent.', remedy: 'Check its kind and channel.' } };
  }

  private async awaitAnswer(message: unknown, timeoutMs: unknown): Promise<Answer | null> {
    if (!isMessageRef(message) || typeof timeoutMs !== 'number') return null;
    return (await this.inspection.awaitAnswer(message, Math.min(timeoutMs, MAX_AWAIT_MS))) ?? null;
  }

  private readPorts(target: unknown, ports: unknown): PortHistory[] {
    const { session } = this.inspection;
    if (session === undefined || typeof target !== 'number' || !Array.isArray(ports)) return [];
    return ports.flatMap((port: unknown) => session.fold.portHistory(target, Number(port)) ?? []);
  }

  /** Lets the user choose an app and launches it. */
  async chooseApp(window: BrowserWindow | null): Promise<void> {
    if (window === null) return;
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Launch an Electron app',
      message: 'Choose the folder of an Electron app',
      buttonLabel: 'Launch',
      properties: ['openDirectory'],
    });
    if (filePaths[0] !== undefined) await this.launch(filePaths[0]);
  }

  private async openRecent(window: BrowserWindow | null, id: string): Promise<void> {
    const { recentFile } = this.settings;
    if (window !== null && recentFile.hasSession(id)) await this.openFiles(window, [id]);
    const request = recentFile.requestOf(id);
    if (request !== undefined) await this.startTarget(request);
  }

  private async startTarget(request: TargetRequest): Promise<void> {
    const error = await this.inspection.capture.start(request);
    if (error !== undefined && this.inspection.capture.state.phase !== 'failed') this.showNotice(error);
  }

  /** Attaching to another computer has to be confirmed on the command line. */
  private attach(target: unknown): Promise<void> {
    return this.startTarget({ way: 'attach', target: String(target) });
  }

  private async launch(appPath: string): Promise<void> {
    const request: LaunchRequest = { appPath, args: [], workingDirectory: appPath };
    await this.inspection.capture.launch(request);
  }
}
