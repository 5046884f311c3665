/** Reads the processes of Windows with PowerShell. */

import { powerShell, type Tool } from '../../base/systemTools';
import type { ProcessInfo } from './processList';

const FIELDS = [
  ...['ProcessId', 'ParentProcessId', 'ExecutablePath', 'CommandLine'],
  "@{n='StartedAtMs';e={if($_.CreationDate){[DateTimeOffset]::new($_.CreationDate).ToUnixTimeMilliseconds()}}}",
];

/** @param pid of a single process; listing all takes some seconds on a slow computer */
export function processQuery(pid?: number): Tool {
  const filter = pid === undefined ? '' : ` -Filter 'ProcessId=${pid}'`;
  return powerShell(
    `Get-CimInstance Win32_Process${filter} | Select-Object ${FIELDS.join(',')} | ConvertTo-Json -Compress`,
  );
}

export function parseCimJson(output: string): ProcessInfo[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(output);
  } catch {
    return [];
  }
  return [parsed].flat().flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const { ProcessId, ParentProcessId, ExecutablePath, CommandLine, StartedAtMs } = item as Record<string, unknown>;
    if (typeof ProcessId !== 'number') return [];
    return [
      {
        pid: ProcessId,
        parentPid: Number(ParentProcessId),
        executable: isReadable(ExecutablePath) ? ExecutablePath : undefined,
        args: typeof CommandLine === 'string' ? splitCommand(CommandLine) : [],
        ...(typeof StartedAtMs === 'number' ? { startedAtMs: StartedAtMs } : {}),
      },
    ];
  });
}

/** A path with a character that could not be decoded names no file. */
function isReadable(path: unknown): path is string {
  return typeof path === 'string' && !path.includes('\ufffd');
}

function splitCommand(commandLine: string): string[] {
  return [...commandLine.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
