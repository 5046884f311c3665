/** Answers methods of pages that read the shown session. */

import type { Reply } from '../../shared/bridge/windowApi';
import type { PortHistory } from '../../shared/columns/portHistory';
import type { MessageLines } from '../../shared/journal/recordedMessage';
import type { Inspection } from '../inspection/inspection';

export async function readMessage({ session }: Inspection, row: unknown): Promise<Reply<MessageLines>> {
  if (
    session === undefined ||
    !Number.isInteger(row) ||
    (row as number) < 0 ||
    (row as number) >= session.fold.table.length
  ) {
    return {
      error: { code: 'no-message', message: `There is no message ${String(row)}.`, remedy: 'Select another.' },
    };
  }
  try {
    return { value: await session.readMessage(row as number) };
  } catch (error) {
    const message = `The message can’t be read from ${session.path}: ${error instanceof Error ? error.message : error}.`;
    return { error: { code: 'unreadable', message, remedy: 'Check that the file is still there.' } };
  }
}

export function readPorts({ session }: Inspection, target: unknown, ports: unknown): PortHistory[] {
  if (session === undefined || typeof target !== 'number' || !Array.isArray(ports)) return [];
  return ports.flatMap((port: unknown) => session.fold.portHistory(target, Number(port)) ?? []);
}
