/** Keeps Electroscope's location on the computer, and the text of its preload, out of the recording. */

import { join } from 'node:path';
import { types } from 'node:util';
import { ownData } from './ownData';
import { isArray, keys } from './primordials';

/** Beside the agent's own file. */
export const TIMING_PRELOAD_PATH = join(__dirname, 'timing-preload.cjs');

/** Electron's replies nest the list of preloads this deep: `[error, { preloadScripts: [{ filePath, contents }] }]`. */
const MAX_DEPTH = 4;

/**
 * Removes our preload from a payload of Electron's own messages. Each list loses the elements that are its path
 * (BROWSER_NONSANDBOX_LOAD), or that contain its path (BROWSER_SANDBOX_LOAD).
 *
 * @param value is left as it is
 * @returns the value itself if it does not contain our preload, otherwise a copy without it that shares all unchanged parts
 */
export function withoutOwnPreload(value: unknown, depth = MAX_DEPTH): unknown {
  if (depth === 0 || typeof value !== 'object' || value === null || types.isProxy(value)) return value;
  if (isArray(value)) return listWithoutOwn(value, depth);
  let copy: Record<string, unknown> | undefined;
  for (const key of keys(value)) {
    const part = ownData(value, key);
    const cleaned = withoutOwnPreload(part, depth - 1);
    if (cleaned === part) continue;
    copy ??= { ...(value as Record<string, unknown>) };
    copy[key] = cleaned;
  }
  return copy ?? value;
}

/** Whether a list, such as that of arguments, names our preload. */
export function namesOwnPreload(list: readonly unknown[]): boolean {
  return list.includes(TIMING_PRELOAD_PATH);
}

/** Removes Electroscope's folder from one of our texts, such as an error message. */
export function withoutOwnFolder(text: string): string {
  return text.replaceAll(__dirname, '(Electroscope)');
}

function listWithoutOwn(list: readonly unknown[], depth: number): unknown {
  const kept = list.filter((element) => !isOwn(element));
  const cleaned = kept.map((element) => withoutOwnPreload(element, depth - 1));
  const isSame = cleaned.length === list.length && cleaned.every((element, i) => element === list[i]);
  return isSame ? list : cleaned;
}

function isOwn(element: unknown): boolean {
  if (element === TIMING_PRELOAD_PATH) return true;
  if (typeof element !== 'object' || element === null || types.isProxy(element)) return false;
  return keys(element).some((key) => ownData(element, key) === TIMING_PRELOAD_PATH);
}
