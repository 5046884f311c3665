/** `npm run bench`: runs the suites, prints their tables, and writes every figure to out/bench/results.json. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../support/paths';
import { parseArguments } from './arguments';
import { benchEncoder, encoderTable } from './encoder/encoderBench';
import { benchExport, exportTable } from './export/exportBench';
import { benchIngest, ingestTable } from './ingest/ingestBench';
import { benchIpc } from './ipc/ipcBench';
import { ipcTables } from './ipc/ipcTable';
import { WORKLOADS } from './ipc/workloads';
import { describeMachine } from './machine';
import { benchOpen, openTable } from './open/openBench';
import { progress } from './progress';
import { benchQuery, queryTables } from './query/queryBench';
import { benchStress } from './stress/stressBench';
import { stressTable } from './stress/stressTable';
import { benchWindow } from './window/windowBench';
import { windowTable } from './window/windowTable';

const RESULTS_FILE = join('out', 'bench', 'results.json');
const SUITES = ['ipc', 'encoder', 'ingest', 'open', 'query', 'export', 'window', 'stress'];
const STRESS = { messages: 80_000, messagesPerSecond: 20_000, slowBytesPerSecond: 1_000_000 };

const { isQuick, only } = parseArguments(process.argv.slice(2));
const isWanted = (name: string): boolean => only === undefined || name.includes(only);
const wantedWorkloads = WORKLOADS.filter(({ name }) => isWanted('ipc') || isWanted(name));
const results: Record<string, unknown> = { at: new Date().toISOString(), isQuick, only, machine: describeMachine() };

async function measure(): Promise<void> {
  const { cores, platform, node } = describeMachine();
  print(`${platform}, ${cores} cores, Node ${node}${isQuick ? '; --quick: a look, not figures to publish' : ''}\n`);
  if (wantedWorkloads.length > 0) {
    const result = await benchIpc({ workloads: wantedWorkloads, pairs: isQuick ? 1 : 3, rounds: isQuick ? 3 : 8 });
    results.ipc = result;
    print(ipcTables(result));
  }
  if (isWanted('encoder')) {
    const reports = await benchEncoder(isQuick ? { samples: 9, limitMs: 150 } : { samples: 41, limitMs: 1000 });
    results.encoder = reports;
    for (const report of reports) print(encoderTable(report));
  }
  if (isWanted('ingest')) {
    const figures = await benchIngest([
      { messages: 10_000, rounds: 9 },
      { messages: 100_000, rounds: isQuick ? 1 : 5 },
      { messages: 1_000_000, rounds: isQuick ? 1 : 3 },
    ]);
    results.ingest = figures;
    print(ingestTable(figures));
  }
  if (isWanted('open')) {
    const figures = await benchOpen([
      { messages: 10_000, rounds: isQuick ? 3 : 9 },
      { messages: 100_000, rounds: isQuick ? 2 : 7 },
      { messages: 1_000_000, rounds: isQuick ? 1 : 5 },
    ]);
    results.open = figures;
    print(openTable(figures));
  }
  if (isWanted('query')) {
    const figures = await benchQuery([
      { messages: 10_000, rounds: 9 },
      { messages: 100_000, rounds: isQuick ? 1 : 5 },
      { messages: 1_000_000, rounds: isQuick ? 1 : 3 },
    ]);
    results.query = figures;
    print(queryTables(figures));
  }
  if (isWanted('export')) {
    const figures = await benchExport([
      { messages: 10_000, rounds: isQuick ? 1 : 5 },
      { messages: 100_000, rounds: isQuick ? 1 : 3 },
      { messages: 1_000_000, rounds: 1 },
    ]);
    results.export = figures;
    print(exportTable(figures));
  }
  if (isWanted('window')) {
    const figures = await benchWindow({
      messages: 1_000_000,
      messagesPerSecond: 10_000,
      ...(isQuick ? { seconds: 4, keystrokes: 12, starts: 2 } : { seconds: 15, keystrokes: 60, starts: 7 }),
    });
    results.window = figures;
    print(windowTable(figures));
  }
  if (isWanted('stress')) {
    const seconds = isQuick ? 5 : 60;
    const stress = await benchStress({ seconds, ...STRESS });
    results.stress = stress.map(({ load: { answersUs: _, ...load }, ...result }) => ({ ...result, load }));
    print(stressTable(stress, seconds));
  }
  await writeFile(join(projectRoot, RESULTS_FILE), `${JSON.stringify(results, undefined, 2)}\n`);
  progress(`Every figure is in ${RESULTS_FILE}.`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  if (wantedWorkloads.length === 0 && !SUITES.some(isWanted)) {
    const names = [...SUITES, ...WORKLOADS.map(({ name }) => name)].join(', ');
    throw new Error(`Nothing to run is called ${only}. There are: ${names}.`);
  }
  await measure();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
