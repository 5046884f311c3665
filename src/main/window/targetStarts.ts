/** Launches and attaches to what a page asks for, into the session of its window. */

import { dialog } from 'electron';
import type { UserError } from '../base/userError';
import type { StartMode } from '../capture/targetStarter';
import type { RecentFile } from '../settings/recentFile';
import type { TargetRequest } from '../targets/watchedTarget';
import { openFiles } from './captureFiles';
import type { InspectorWindow } from './inspectorWindow';

/** Failures become the state, or a notice while another app is watched. */
async function startTarget(
  inspector: InspectorWindow,
  request: TargetRequest,
  mode: StartMode = 'newSession',
): Promise<void> {
  tell(inspector, await inspector.inspection.capture.start(request, mode));
}

/** Starts or joins again what was last. */
export async function relaunch(inspector: InspectorWindow): Promise<void> {
  tell(inspector, await inspector.inspection.capture.relaunch());
}

/** Launches what let no agent in, to see what Electron's own trace tells. */
export async function launchTraced(inspector: InspectorWindow): Promise<void> {
  tell(inspector, await inspector.inspection.capture.launchTraced());
}

function tell(inspector: InspectorWindow, error: UserError | undefined): void {
  if (error !== undefined && inspector.inspection.capture.state.phase !== 'failed') inspector.showNotice(error);
}

export function launchFolder(
  inspector: InspectorWindow,
  appPath: string,
  mode: StartMode = 'newSession',
): Promise<void> {
  return startTarget(inspector, { way: 'launch', appPath, args: [], workingDirectory: appPath }, mode);
}

/** Lets the user choose an app and launches it. */
export async function chooseApp(inspector: InspectorWindow, isBeside?: unknown): Promise<void> {
  const folder = await chooseFolder(inspector, 'Choose the folder of an Electron app');
  if (folder !== undefined) await launchFolder(inspector, folder, modeOf(isBeside));
}

/** Lets the user choose the folder of an app. */
export async function chooseFolder({ window }: InspectorWindow, message: string): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Launch an Electron app',
    message,
    buttonLabel: 'Launch',
    properties: ['openDirectory'],
  });
  return filePaths[0];
}

/** Attaching to another computer has to be confirmed on the command line. */
export function attachTo(inspector: InspectorWindow, target: unknown, isBeside?: unknown): Promise<void> {
  return startTarget(inspector, { way: 'attach', target: String(target) }, modeOf(isBeside));
}

function modeOf(isBeside: unknown): StartMode {
  return isBeside === true ? 'addToSession' : 'newSession';
}

export async function openRecent(inspector: InspectorWindow, id: string, recentFile: RecentFile): Promise<void> {
  if (recentFile.hasSession(id)) await openFiles(inspector, [id]);
  const request = recentFile.requestOf(id);
  if (request !== undefined) await startTarget(inspector, request);
}
