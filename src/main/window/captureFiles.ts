/** Opens, saves and exports captures, after asking the user for a path. */

import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { EXPORT_FORMATS, isTextFormat } from '../../shared/export/formats';
import { formatBytes } from '../../shared/format/format';
import type { ExportRequest, SaveRequest } from '../../shared/session/requests';
import type { RecentFile } from '../settings/recentFile';
import type { InspectorWindow } from './inspectorWindow';

const CAPTURE_FILTERS = [
  { name: 'Captures', extensions: ['escope', 'gz'] },
  { name: 'All files', extensions: ['*'] },
];

/** Lets the user choose a capture and shows it. */
export async function chooseCapture(inspector: InspectorWindow): Promise<void> {
  const { filePaths } = await dialog.showOpenDialog(inspector.window, {
    title: 'Open a capture',
    filters: CAPTURE_FILTERS,
    properties: ['openFile', 'multiSelections'],
  });
  await openFiles(inspector, filePaths);
}

/** @param paths from the page, not checked yet */
export async function openDropped(inspector: InspectorWindow, paths: unknown): Promise<void> {
  if (!Array.isArray(paths)) return;
  const isPath = (path: unknown): path is string => typeof path === 'string' && path !== '';
  await openFiles(inspector, paths.filter(isPath));
}

/** Opens captures. If that ends an app, asks the user first. */
export async function openFiles({ window, inspection }: InspectorWindow, paths: readonly string[]): Promise<void> {
  const [first] = paths;
  if (first === undefined) return;
  const { capture, isCapturing } = inspection;
  if (isCapturing && 'name' in capture.state) {
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      message: `Opening ${paths.length === 1 ? basename(first) : `${paths.length} captures`} ends ${capture.state.name}.`,
      detail: `What was captured stays in ${inspection.session?.path ?? 'its journal'}.`,
      buttons: ['End it and open', 'Cancel'],
      defaultId: 0,
      cancelId: 1,
    });
    if (response !== 0) return;
  }
  await inspection.openFiles(paths);
}

/** Asks whether to unpack a compressed capture that becomes larger than this. */
export async function mayUnpack(window: BrowserWindow, path: string, bytes: number): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `${basename(path)} becomes more than ${formatBytes(bytes)} when it is unpacked.`,
    detail: 'It is unpacked into the temporary folder of this computer, and removed when it is closed.',
    buttons: ['Unpack it', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  return response === 0;
}

/** @param request from the page, not checked yet */
export async function saveShown(
  { window, inspection }: InspectorWindow,
  request: unknown,
  recentFile: RecentFile,
): Promise<void> {
  const { session } = inspection;
  if (session === undefined || !isSaveRequest(request)) return;
  const name = captureName(session.path);
  const { filePath } = await dialog.showSaveDialog(window, {
    title: 'Save the capture',
    defaultPath: `${name}${request.rows === undefined ? '' : '-part'}${request.isSanitised ? '-sanitised' : ''}.escope`,
    filters: CAPTURE_FILTERS,
  });
  if (!filePath) return;
  await inspection.saveFile(filePath, request);
  // The file does not exist if the task failed or was cancelled.
  if (existsSync(filePath)) recentFile.addSession(filePath);
}

/** @param request from the page, not checked yet */
export async function exportCapture({ window, inspection }: InspectorWindow, request: unknown): Promise<void> {
  const { session } = inspection;
  if (session === undefined || !isExportRequest(request)) return;
  const { label, extension } = EXPORT_FORMATS[request.format];
  const { filePath } = await dialog.showSaveDialog(window, {
    title: `Export as ${label}`,
    defaultPath: `${captureName(session.path)}.${extension}`,
    filters: [
      { name: label, extensions: [extension] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  if (filePath) await inspection.exportFile(filePath, request);
}

/** The base name of files that are made from a capture. */
function captureName(path: string): string {
  return basename(path).replace(/(\.escope)?(\.gz)?$/, '');
}

function isSaveRequest(value: unknown): value is SaveRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { rows, isCompressed, isSanitised } = value as Partial<Record<keyof SaveRequest, unknown>>;
  const areRows = rows === undefined || rows instanceof Uint32Array;
  return areRows && typeof isCompressed === 'boolean' && typeof isSanitised === 'boolean';
}

function isExportRequest(value: unknown): value is ExportRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { rows, format, isSanitised } = value as Partial<Record<keyof ExportRequest, unknown>>;
  const areRows = rows === undefined || rows instanceof Uint32Array;
  return areRows && typeof format === 'string' && isTextFormat(format) && typeof isSanitised === 'boolean';
}
