/** Answers the window. Only the inspector's own page is answered. */

import {
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  MessageChannelMain,
} from 'electron';
import { BRIDGE_CHANNELS, type MessageLines, type Reply } from '../../shared/bridge/windowApi';
import type { PortHistory } from '../../shared/columns/portHistory';
import type { LiveCapture } from '../session/liveCapture';
import type { LaunchRequest } from '../targets/launchTarget';
import { WindowFeed } from './windowFeed';

export interface BridgeSettings {
  /** Origins whose pages are answered. */
  readonly origins: readonly string[];
  readonly demoFolder: string;
}

/** The windows' feeds; there is one a window. */
export class Bridge {
  private readonly feeds = new Map<number, WindowFeed>();

  constructor(
    private readonly capture: LiveCapture,
    private readonly settings: BridgeSettings,
  ) {
    ipcMain.on(BRIDGE_CHANNELS.openFeed, (event) => {
      if (this.isOwn(event)) this.openFeed(event);
    });
    this.handle(BRIDGE_CHANNELS.readMessage, (_event, row) => this.readMessage(row));
    this.handle(BRIDGE_CHANNELS.readPorts, (_event, target, ports) => this.readPorts(target, ports));
    this.handle(BRIDGE_CHANNELS.launchDemo, () => this.launch(settings.demoFolder));
    this.handle(BRIDGE_CHANNELS.chooseApp, (event) => this.chooseApp(event));
    this.handle(BRIDGE_CHANNELS.relaunch, () => capture.relaunch());
    this.handle(BRIDGE_CHANNELS.stopTarget, () => capture.stopTarget());
  }

  /** Does something with the feed of every window. */
  forEachFeed(action: (feed: WindowFeed) => void): void {
    for (const feed of this.feeds.values()) action(feed);
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
    const feed = new WindowFeed(port1);
    this.feeds.set(sender.id, feed);
    sender.postMessage(BRIDGE_CHANNELS.feedPort, null, [port2]);
    sender.once('destroyed', () => {
      feed.close();
      if (this.feeds.get(sender.id) === feed) this.feeds.delete(sender.id);
    });
    feed.showSession(this.capture.session);
    feed.showState(this.capture.state);
    feed.showOutput(this.capture.output?.all ?? [], true);
  }

  private async readMessage(row: unknown): Promise<Reply<MessageLines>> {
    const { session } = this.capture;
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

  private readPorts(target: unknown, ports: unknown): PortHistory[] {
    const { session } = this.capture;
    if (session === undefined || typeof target !== 'number' || !Array.isArray(ports)) return [];
    return ports.flatMap((port: unknown) => session.fold.portHistory(target, Number(port)) ?? []);
  }

  private async chooseApp(event: IpcMainInvokeEvent): Promise<void> {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (window === null) return;
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: 'Launch an Electron app',
      message: 'Choose the folder of an Electron app',
      buttonLabel: 'Launch',
      properties: ['openDirectory'],
    });
    if (filePaths[0] !== undefined) await this.launch(filePaths[0]);
  }

  private async launch(appPath: string): Promise<void> {
    const request: LaunchRequest = { appPath, args: [], workingDirectory: appPath };
    await this.capture.launch(request);
  }
}
