/** A window with its own inspection, and the feed between them. */

import { type BrowserWindow, MessageChannelMain } from 'electron';
import { FEED_PORT_CHANNEL } from '../../shared/bridge/windowApi';
import type { UserError } from '../base/userError';
import { Inspection, type InspectionSettings } from '../inspection/inspection';
import type { TargetRequest } from '../targets/watchedTarget';
import { mayUnpack } from './captureFiles';
import { prepareForDemo } from './demoPlace';
import { WindowFeed } from './windowFeed';

export interface InspectorWindowSettings extends InspectionSettings {
  /** The built thread that searches payloads. */
  readonly scanThreadFile: string;
  /** Whether it launches the demo of this program. */
  isDemo(request: TargetRequest): boolean;
}

export class InspectorWindow {
  readonly inspection: Inspection;
  /** Resolves when its page has loaded, or failed to. */
  readonly loaded: Promise<void>;
  /** Undefined: the page has not asked for it yet. */
  private currentFeed: WindowFeed | undefined;
  private readonly earlyNotices: UserError[] = [];

  constructor(
    readonly window: BrowserWindow,
    private readonly settings: InspectorWindowSettings,
  ) {
    const variablesFor = (request: TargetRequest) =>
      settings.isDemo(request) ? prepareForDemo(window, this.inspection.capture, request) : {};
    this.inspection = new Inspection({ ...settings, variablesFor }, (path, bytes) => mayUnpack(window, path, bytes));
    const { capture, tasks, onState, onSession } = this.inspection;
    onState.on((state) => this.feed?.showState(state));
    onSession.on((session) => {
      this.feed?.showSession(session);
      // Output comes as soon as an app is started.
      if (session !== capture.session) this.feed?.showOutput(this.inspection.outputLines, true);
    });
    capture.onStartFailure.on((error) => this.showNotice(error));
    capture.onNotice.on((notice) => this.showNotice(notice));
    capture.onOutput.on(({ output, isBeside }) => {
      this.feed?.showOutput(output.all, !isBeside);
      output.onLines.on((lines) => this.feed?.showOutput(lines, false));
    });
    capture.onJournal.on((error) => this.feed?.showJournalFailure(error));
    tasks.onTask.on((task) => this.feed?.showTask(task));
    tasks.onFailure.on((error) => this.showNotice(error));
    window.webContents.once('destroyed', () => this.closeFeed());
    this.loaded = new Promise((resolve) => {
      window.webContents.once('did-stop-loading', resolve);
      window.webContents.once('destroyed', resolve);
    });
  }

  get feed(): WindowFeed | undefined {
    return this.currentFeed;
  }

  /** Shows an error, as soon as the page has loaded. */
  showNotice(error: UserError): void {
    if (this.feed === undefined) this.earlyNotices.push(error);
    else this.feed.showNotice(error);
  }

  /** Gives the page a new feed, and sends the whole state over it. */
  openFeed(): WindowFeed {
    this.closeFeed();
    const { port1, port2 } = new MessageChannelMain();
    const feed = new WindowFeed(port1, this.settings.scanThreadFile);
    this.currentFeed = feed;
    this.window.webContents.postMessage(FEED_PORT_CHANNEL, null, [port2]);
    const { inspection } = this;
    feed.showSession(inspection.session);
    feed.showState(inspection.state);
    feed.showTask(inspection.tasks.task);
    feed.showOutput(inspection.outputLines, true);
    for (const notice of this.earlyNotices.splice(0)) feed.showNotice(notice);
    return feed;
  }

  private closeFeed(): void {
    this.currentFeed?.close();
    this.currentFeed = undefined;
  }
}
