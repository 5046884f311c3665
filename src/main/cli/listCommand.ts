/** `electroscope list`: the Electron apps that run on this computer. */

import type { RunningApp } from '../../shared/session/captureState';
import { listRunningApps } from '../targets/processes/runningApps';
import type { ListCommand } from './commands';
import { terminalText } from './terminal';

const COLUMNS = ['name', 'electron', 'pid', 'attach with', ''] as const;

/** @returns the exit code */
export async function runList({ isJson }: ListCommand): Promise<number> {
  const apps = await listRunningApps([]);
  process.stdout.write(isJson ? `${JSON.stringify(apps, null, 2)}\n` : table(apps));
  return 0;
}

function table(apps: readonly RunningApp[]): string {
  if (apps.length === 0) return 'No Electron app is running that you may look at.\n';
  const rows = apps.map(({ name, electron, pid, target, how }) => [
    terminalText(name),
    terminalText(electron ?? '?'),
    String(pid),
    target === undefined ? '–' : `--attach ${target}`,
    terminalText(how),
  ]);
  const widths = COLUMNS.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const lines = [COLUMNS, ...rows].map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
