/** The open windows, each with its own inspection. Closing one ends only the apps that it has started. */

import type { WebContents } from 'electron';
import { Emitter } from '../../shared/base/emitter';
import { UserError } from '../base/userError';
import { InspectorWindow, type InspectorWindowSettings } from './inspectorWindow';
import { type MainWindowSettings, openMainWindow } from './mainWindow';

export interface WindowsSettings {
  readonly window: MainWindowSettings;
  /** Settings of a new window. */
  inspection(): InspectorWindowSettings;
  /** Whether launched apps keep running when their window is closed. */
  readonly leavesTargets: boolean;
}

export class InspectorWindows {
  /** Each new window, before it shows anything. */
  readonly onOpen = new Emitter<InspectorWindow>();
  private readonly open = new Set<InspectorWindow>();
  private readonly closing = new Set<Promise<void>>();

  constructor(private readonly settings: WindowsSettings) {}

  get all(): readonly InspectorWindow[] {
    return [...this.open];
  }

  /** Whether something would be lost if the program ended at once. */
  get areBusy(): boolean {
    return this.closing.size > 0 || this.all.some(({ inspection }) => inspection.isBusy);
  }

  /** The window of a page. */
  of(page: WebContents | undefined): InspectorWindow | undefined {
    return this.all.find(({ window }) => window.webContents === page);
  }

  /** Opens a window with the start screen. From then on, apps can connect to it from their own code. */
  async openNew(): Promise<InspectorWindow> {
    const window = openMainWindow(this.settings.window, this.open.size);
    const opened = new InspectorWindow(window, this.settings.inspection());
    this.open.add(opened);
    this.onOpen.emit(opened);
    window.once('closed', () => this.end(opened));
    await opened.inspection.acceptApps().catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      opened.showNotice(error);
    });
    return opened;
  }

  /** Resolves when all journals are written, and launched apps have ended or are left. */
  async close(): Promise<void> {
    for (const window of this.all) this.end(window);
    await Promise.all(this.closing);
  }

  private end(window: InspectorWindow): void {
    if (!this.open.delete(window)) return;
    const closing = window.inspection.close({ leaveTarget: this.settings.leavesTargets });
    this.closing.add(closing);
    void closing.finally(() => this.closing.delete(closing));
  }
}
