/** The end of the program: what is captured goes to its journal first, as far as the system waits for it. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Emitter } from '../../shared/base/emitter';
import { unmarkLiveSync } from '../journal/liveMarker';

/** Longer than a target gets to end by itself, and what it has sent to be taken. */
const MAX_QUIT_MS = 10_000;

interface Listened {
  on(event: string, listener: (event: { preventDefault(): void }) => void): unknown;
}

/** What it needs of `InspectorWindows`. */
interface Windows {
  readonly onOpen: Emitter<{ readonly window: Listened; readonly inspection: Inspection }>;
  /** Something would be lost if the program ended at once. */
  readonly areBusy: boolean;
  close(): Promise<void>;
}

interface Inspection {
  readonly capture: { readonly session?: { readonly path: string } | undefined };
}

export interface QuitParts {
  readonly app: Listened & { quit(): void; whenReady(): Promise<void> };
  readonly powerMonitor: Listened;
  readonly windows: Windows;
  readonly platform?: NodeJS.Platform;
  readonly maxMs?: number;
}

/** Closes everything before the program ends. */
export function closeBeforeQuit({ app, powerMonitor, windows, platform = process.platform, maxMs }: QuitParts): void {
  let isQuitting = false;
  /** Everything is closed that has to be closed before. */
  let mayQuit = false;
  app.on('before-quit', (event) => {
    if (mayQuit) return;
    // To prevent it would cancel the log-out or restart of which it may be a part.
    if (platform === 'darwin' && !windows.areBusy) {
      void windows.close();
      return;
    }
    // The targets end with the inspector, and what is in memory goes to the journal first.
    event.preventDefault();
    if (isQuitting) return;
    isQuitting = true;
    void Promise.race([windows.close(), tooLong(maxMs ?? MAX_QUIT_MS)]).finally(() => {
      mayQuit = true;
      app.quit();
    });
  });
  if (platform === 'darwin') {
    // The system then waits for this program to quit, instead of asking it to.
    void app.whenReady().then(() =>
      powerMonitor.on('shutdown', (event) => {
        event.preventDefault();
        app.quit();
      }),
    );
  }
  // Windows does not wait: the session is complete but for its last moments, and need not be offered as one that was not closed.
  windows.onOpen.on(({ window, inspection }) => {
    window.on('session-end', () => {
      const { session } = inspection.capture;
      if (session !== undefined) unmarkLiveSync(session.path);
    });
  });
}

/** Whatever it hangs on: a user who quits is not kept waiting for ever. */
async function tooLong(ms: number): Promise<void> {
  await sleep(ms);
  process.stderr.write(
    `electroscope: closing took more than ${ms / 1000} s; what was captured last may be missing from the journal.\n`,
  );
}
