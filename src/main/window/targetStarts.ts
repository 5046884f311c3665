/** Answers methods of pages that launch apps or attach to them. */

import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { dialog } from 'electron';
import type { UserError } from '../base/userError';
import type { StartMode } from '../capture/targetStarter';
import type { RecentFile } from '../settings/recentFile';
import type { TargetRequest } from '../targets/watchedTarget';
import { openFiles } from './captureFiles';
import type { InspectorWindow } from './inspectorWindow';

/** A failure becomes the state, or a notice while another app is watched. */
async function startTarget(
  inspector: InspectorWindow,
  request: TargetRequest,
  mode: StartMode = 'newSession',
): Promise<void> {
  tell(inspector, await inspector.inspection.capture.start(request, mode));
}

/** Starts the last targets again, or attaches to them again. */
export async function relaunch(inspector: InspectorWindow): Promise<void> {
  tell(inspector, await inspector.inspection.capture.relaunch());
}

/** Launches an app that lets no agent in, and records it by Electron's own trace. */
export async function launchTraced(inspector: InspectorWindow): Promise<void> {
  tell(inspector, await inspector.inspection.capture.launchTraced());
}

function tell(inspector: InspectorWindow, error: UserError | undefined): void {
  if (error !== undefined && inspector.inspection.capture.state.phase !== 'failed') inspector.showNotice(error);
}

export function launchPath(inspector: InspectorWindow, appPath: string, mode?: StartMode): Promise<void> {
  return startTarget(inspector, launchRequest(appPath), mode);
}

/** @param appPath an absolute path: the folder of an app, one of its files, or a packaged app */
export function launchRequest(appPath: string): TargetRequest {
  const workingDirectory = isFolder(appPath) ? appPath : dirname(appPath);
  return { method: 'launch', appPath, args: [], workingDirectory };
}

/** Lets the user choose an app and launches it. */
export async function chooseApp(inspector: InspectorWindow, isBeside?: unknown, isPackaged?: unknown): Promise<void> {
  const path = await chooseAppPath(inspector, 'Choose an Electron app', isPackaged === true);
  if (path !== undefined) await launchPath(inspector, path, modeOf(isBeside));
}

/** Lets the user choose the folder of an app, or, if it is packaged, its executable. */
export async function chooseAppPath(
  { window }: InspectorWindow,
  message: string,
  isPackaged = false,
): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Launch an Electron app',
    message,
    buttonLabel: 'Launch',
    properties: appDialog(isPackaged),
  });
  return filePaths[0];
}

/** macOS treats an .app as a file, and has a dialog that offers both folders and files. The other systems have none. */
export function appDialog(isPackaged: boolean, platform = process.platform): ('openFile' | 'openDirectory')[] {
  if (platform === 'darwin') return ['openFile', 'openDirectory'];
  return isPackaged ? ['openFile'] : ['openDirectory'];
}

/** An .app of macOS is a folder too, but not one to work in. */
function isFolder(path: string): boolean {
  return !path.endsWith('.app') && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** Attaching to another computer must be allowed on the command line. */
export function attachTo(inspector: InspectorWindow, target: unknown, isBeside?: unknown): Promise<void> {
  return startTarget(inspector, { method: 'attach', target: String(target) }, modeOf(isBeside));
}

function modeOf(isBeside: unknown): StartMode {
  return isBeside === true ? 'addToSession' : 'newSession';
}

export async function openRecent(inspector: InspectorWindow, id: string, recentFile: RecentFile): Promise<void> {
  if (recentFile.hasSession(id)) await openFiles(inspector, [id]);
  const request = recentFile.requestOf(id);
  if (request !== undefined) await startTarget(inspector, request);
}
