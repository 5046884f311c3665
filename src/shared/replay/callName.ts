import type { Direction, MessageKind } from '../journal/entries';

/** What the call is called that a message is copied as. */
export function callName({ kind, direction }: { readonly kind: MessageKind; readonly direction: Direction }): string {
  if (kind === 'port') return 'port.postMessage(…)';
  if (kind === 'utility') return direction === 'to-utility' ? 'child.postMessage(…)' : 'parentPort.postMessage(…)';
  const method = direction === 'to-host' ? 'sendToHost' : kind;
  return direction === 'to-renderer' ? `webContents.${method}(…)` : `ipcRenderer.${method}(…)`;
}
