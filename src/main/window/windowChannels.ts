/** The channels over which pages ask. Only the inspector's own are answered, each as the window that it is in. */

import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { InspectorWindow } from './inspectorWindow';
import type { InspectorWindows } from './inspectorWindows';

type Answer<Result> = (window: InspectorWindow, ...args: readonly unknown[]) => Result;

export class WindowChannels {
  /** @param origins whose pages are answered */
  constructor(
    private readonly windows: InspectorWindows,
    private readonly origins: readonly string[],
  ) {}

  /** @param answer gets what the page sent, which is to be checked */
  handle(channel: string, answer: Answer<unknown>): void {
    ipcMain.handle(channel, (event, ...args: readonly unknown[]) => {
      const window = this.windowOf(event);
      if (window === undefined) throw new Error('not for this page');
      return answer(window, ...args);
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
    const url = event.senderFrame?.url ?? '';
    return this.origins.some((origin) => url.startsWith(`${origin}/`)) ? this.windows.of(event.sender) : undefined;
  }
}
