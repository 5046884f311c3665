/** Calls the methods of the window's bridge in the real page, and looks at what main answers, feeds and writes. */

import { readFileSync } from 'node:fs';
import { expect, type Page } from 'playwright/test';
import type { FeedMessage, WindowApi } from '../../src/shared/bridge/windowApi';
import type { EndpointEntry, JournalEntry, MessageEntry } from '../../src/shared/journal/entries';
import { decodeLine } from '../../src/shared/journal/lineCodec';
import type { CaptureState } from '../../src/shared/session/captureState';
import type { Inspector } from './inspector';

/** What the window asks of its session, of the settings and of replaying: `windowMethods.spec.ts`. */
export const SESSION_METHODS = [
  'openFeed',
  'readMessage',
  'markMessages',
  'readPorts',
  'startScan',
  'stopScan',
  'findRepeats',
  'exportCapture',
  'saveCapture',
  'readPreferences',
  'changePreferences',
  'readUserSettings',
  'changeUserSettings',
  'readRetention',
  'changeRetention',
  'answerOffer',
  'listReplayPlaces',
  'replay',
  'awaitAnswer',
] as const satisfies readonly Method[];

/** What starts, joins, opens and ends: `windowStartMethods.spec.ts`. */
export const START_METHODS = [
  'listRunningApps',
  'attach',
  'stopApp',
  'openWindow',
  'chooseApp',
  'launchDemo',
  'relaunch',
  'launchTraced',
  'stopTarget',
  'detach',
  'readRecent',
  'removeRecent',
  'chooseCapture',
  'openDropped',
  'openRecent',
  'cancelTask',
  'continueCapture',
] as const satisfies readonly Method[];

type Method = keyof WindowApi;
type Checks<Methods extends readonly Method[]> = { readonly [Name in Methods[number]]: () => Promise<void> };

/** Of each method one check; a method of the bridge that stands in neither list does not compile. */
export type SessionChecks = Checks<typeof SESSION_METHODS>;
export type StartChecks = Checks<typeof START_METHODS> & {
  readonly [Forgotten in Exclude<Method, (typeof SESSION_METHODS)[number] | (typeof START_METHODS)[number]>]: never;
};

export class BridgeDriver {
  private readonly page: Page;

  private constructor(private readonly inspector: Inspector) {
    this.page = inspector.page;
  }

  /** Listens to the feed from now on, beside the window itself. */
  static async open(inspector: Inspector): Promise<BridgeDriver> {
    const driver = new BridgeDriver(inspector);
    await driver.page.evaluate(() => {
      const feedLog: unknown[] = [];
      Object.assign(globalThis, { feedLog });
      window.addEventListener('message', ({ ports: [port] }) =>
        port?.addEventListener('message', ({ data }) => feedLog.push(data)),
      );
    });
    await driver.call('openFeed');
    return driver;
  }

  /** Calls a method in the page. */
  call<Name extends keyof WindowApi>(
    name: Name,
    ...args: Parameters<WindowApi[Name]>
  ): Promise<Awaited<ReturnType<WindowApi[Name]>>> {
    const asked: { readonly method: string; readonly given: readonly unknown[] } = { method: name, given: args };
    return this.page.evaluate(({ method, given }) => {
      const api = window.electroscope as unknown as Record<string, (...all: readonly unknown[]) => unknown>;
      return api[method]?.(...given);
    }, asked) as Promise<Awaited<ReturnType<WindowApi[Name]>>>;
  }

  /** Watches the demo until it has sent everything that it sends by itself. */
  async watchDemo(): Promise<void> {
    await this.call('launchDemo');
    await expect.poll(() => this.state()).toMatchObject({ phase: 'attached', name: 'Fieldnotes' });
    await this.inspector.waitForTour();
  }

  /** What came over the feed, of one type. */
  fed<Type extends FeedMessage['type']>(type: Type): Promise<Extract<FeedMessage, { type: Type }>[]> {
    return this.page.evaluate((wanted) => {
      const { feedLog } = globalThis as unknown as { feedLog: { type: string }[] };
      const text = JSON.stringify(
        feedLog.filter((message) => message.type === wanted),
        (_key, value) => (value instanceof Uint32Array ? [...value] : value),
      );
      return JSON.parse(text);
    }, type);
  }

  async forgetFeed(): Promise<void> {
    await this.page.evaluate(() => {
      (globalThis as unknown as { feedLog: unknown[] }).feedLog.length = 0;
    });
  }

  async state(): Promise<CaptureState | undefined> {
    return (await this.fed('state')).at(-1)?.state;
  }

  /** Numbers of the targets that are watched; the phase while none is. */
  async apps(): Promise<number[] | string | undefined> {
    const state = await this.state();
    return state?.phase === 'attached' ? state.apps.map(({ target }) => target) : state?.phase;
  }

  /** The file of the session that is shown; empty: there is none. */
  async sessionFile(): Promise<string> {
    return (await this.fed('reset')).at(-1)?.sessionFile ?? '';
  }

  /** The entries of that file. */
  async journal(): Promise<JournalEntry[]> {
    const lines = readFileSync(await this.sessionFile(), 'utf8').split('\n');
    return lines.slice(0, -1).map((line) => decodeLine(line) as JournalEntry);
  }

  /** Its messages, by row. */
  async messages(): Promise<MessageEntry[]> {
    return (await this.journal()).filter((entry): entry is MessageEntry => entry.type === 'message');
  }

  /** The row of the first message of a channel; -1: there is none. */
  async rowOf(channel: string): Promise<number> {
    return (await this.messages()).findIndex((message) => message.channel === channel);
  }

  /** The endpoint id of a frame by its address; -1: there is none. */
  async frame(url: RegExp): Promise<number> {
    const isFrame = (entry: JournalEntry): entry is EndpointEntry =>
      entry.type === 'endpoint' && entry.kind === 'frame';
    const frames = (await this.journal()).filter(isFrame);
    return frames.find((endpoint) => url.test(endpoint.url ?? ''))?.id ?? -1;
  }

  /** Says what the user chooses in the dialogs that follow; undefined: he cancels. Questions are answered by their first button. */
  choose(path: string | undefined): Promise<void> {
    return this.inspector.app.evaluate(({ dialog }, chosen) => {
      const canceled = chosen === undefined;
      dialog.showOpenDialog = async () => ({ canceled, filePaths: canceled ? [] : [chosen] });
      dialog.showSaveDialog = async () => ({ canceled, filePath: chosen ?? '' });
      dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
    }, path);
  }
}
