/**
 * Runs work of ours where the app could notice that it fails. There is nobody to tell: what is missing by it stays unknown,
 * and what is counted wrong is found out in main, by the channels.
 *
 * @returns undefined if it failed
 */
export function ignoringErrors<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
