import { formatBytes } from '../../shared/format/format';

/** @param bytes of what was given up, where that is known */
export function droppedPayloadText(bytes: number | undefined): string {
  const size = bytes === undefined ? '' : `; ${formatBytes(bytes)}`;
  return `payload dropped: the inspector could not keep up${size}`;
}
