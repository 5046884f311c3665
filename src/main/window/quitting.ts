/** Ends the program: writes the journals first, as far as the system waits for it. */

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
  /** Whether something would be lost if the program ended at once. */
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
  /** Everything that must be closed before has been closed. */
  let mayQuit = false;
  app.on('before-quit', (event) => {
    if (mayQuit) return;
    // Preventing it would cancel a log-out or restart.
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
  // Windows does not wait. The session lacks only its last moments, so the next start need not offer it as one that was not closed.
  windows.onOpen.on(({ window, inspection }) => {
    window.on('session-end', () => {
      const { session } = inspection.capture;
      if (session !== undefined) unmarkLiveSync(session.path);
    });
  });
}

/** Limits how long a user who quits has to wait. */
async function tooLong(ms: number): Promise<void> {
  await sleep(ms);
  process.stderr.write(
    `electroscope: closing took more than ${ms / 1000} s; what was captured last may be missing from the journal.\n`,
  );
}
