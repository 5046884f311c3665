/** The channels of pages to main. Only the inspector's own pages are answered, each for its own window. */

import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { channelOf, WINDOW_METHODS, type WindowApi } from '../../shared/bridge/windowApi';
import type { InspectorWindow } from './inspectorWindow';
import type { InspectorWindows } from './inspectorWindows';

/** @param args what the page sent, which is to be checked */
type Answer<Result> = (window: InspectorWindow, ...args: readonly unknown[]) => Result;

/** The result of a method, at once or later; none for a method without an answer. */
type AnswerOf<Method> = Method extends (...args: never) => Promise<infer Value>
  ? Answer<Value | Promise<Value>>
  : Answer<void>;

/** An answer to each method of the window, whose result is what `WindowApi` declares. */
export type WindowAnswers = { readonly [Name in keyof WindowApi]: AnswerOf<WindowApi[Name]> };

export class WindowChannels {
  /** @param origins whose pages are answered */
  constructor(
    private readonly windows: InspectorWindows,
    private readonly origins: readonly string[],
  ) {}

  /** Answers every method of the window. */
  answer(answers: WindowAnswers): void {
    for (const method of Object.keys(WINDOW_METHODS) as (keyof WindowApi)[]) {
      if (WINDOW_METHODS[method] === 'call') this.handle(channelOf(method), answers[method]);
      else this.on(channelOf(method), answers[method] as Answer<void>);
    }
  }

  /** @param answer gets what the page sent, which is to be checked */
  handle(channel: string, answer: Answer<unknown>): void {
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) => {
      const window = this.windowOf(event);
      if (window !== undefined) return answer(window, ...args);
      // The window has been closed since the page asked. A refusal would look like a failure, so the page gets no answer while it
      // lives; a promise that nothing holds would be collected, and Electron would reject the call.
      if (this.isOurs(event)) return new Promise<void>((resolve) => event.sender.once('destroyed', () => resolve()));
      throw new Error('not for this page');
    });
  }

  /** @param take gets what the page sent, which is to be checked */
  on(channel: string, take: Answer<void>): void {
    ipcMain.on(channel, (event, ...args: readonly unknown[]) => {
      const window = this.windowOf(event);
      if (window !== undefined) take(window, ...args);
    });
  }

  private windowOf(event: IpcMainEvent | IpcMainInvokeEvent): InspectorWindow | undefined {
    return this.isOurs(event) ? this.windows.of(event.sender) : undefined;
  }

  private isOurs({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
    const url = senderFrame?.url ?? '';
    return this.origins.some((origin) => url.startsWith(`${origin}/`));
  }
}
