import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JournalFile } from '../../../../src/main/journal/journalFile';
import { OpenedSession } from '../../../../src/main/recordings/openedSession';
import { buildProgram } from '../../../support/builtProgram';
import { linux, onlyWhere } from '../../../support/conditions';
import { projectRoot } from '../../../support/paths';
import { seededRandom } from '../../../support/randomTraffic';
import { temporaryFolder } from '../../../support/temporaryFolder';

const RUNS = 20;
const faults = join(projectRoot, 'test', 'support', 'faults');

test('killed at random moments under load, a journal holds all that was flushed, once each', async () => {
  const folder = temporaryFolder();
  const program = await buildProgram(join(faults, 'crashingCapture.ts'), folder);
  const random = seededRandom(11);
  for (let run = 0; run < RUNS; run++) {
    const path = join(folder, `killed-${run}.escope`);
    const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, random() * 250));
    child.kill('SIGKILL');
    const [, signal] = await exited;
    expect(signal).toBe('SIGKILL');
    const flushed = Number(/.*flushed (\d+)\n/s.exec(output)?.[1]);
    const { seqs, damage } = await messagesOf(path);
    expect(seqs.length, `run ${run}`).toBeGreaterThanOrEqual(flushed);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));
    expect(damage.count).toBe(0);
  }
});

test(
  'a disk that is full stops nothing but writing, and what was held is written once there is room',
  onlyWhere(linux, 'prlimit stands in for a full disk'),
  async () => {
    const folder = temporaryFolder();
    const program = await buildProgram(join(faults, 'fullDiskCapture.ts'), folder);
    const path = join(folder, 'full.escope');
    // As a full disk, but without rights of root: this process may write no file larger than 8 MB.
    const limited = `ulimit -Sf 8192; exec "$0" "$@"`;
    const makeRoom = 'prlimit --pid {pid} --fsize=unlimited:unlimited';
    const child = spawn('bash', ['-c', limited, process.execPath, program, path, makeRoom], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    const result = JSON.parse(output) as Record<string, number | string>;
    expect(result.failure).toContain('EFBIG');
    const { failedAt, lastSeq, printed } = result as { failedAt: number; lastSeq: number; printed: number };
    // Held in memory, it can be looked at; beyond the bound, its row is there and its payload is not.
    expect(result.held).toBe(failedAt + 10);
    expect(result.lost).toContain('it came while the journal could not be written');
    expect(result.rowsWhileFull).toBe(failedAt + 900);
    expect(result.recoveries).toBe(1);

    const { seqs, damage, lines, missingLines } = await messagesOf(path);
    expect(damage).toMatchObject({ count: 0, tornBytes: 0 });
    expect(new Set(seqs).size).toBe(seqs.length);
    expect(seqs.at(-1)).toBe(lastSeq);
    const session = await OpenedSession.open(path);
    const [gap, ...more] = session.fold.facts.gaps;
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ target: 1, reason: 'the journal could not be written' });
    expect(seqs.length + (gap?.messages ?? 0)).toBe(lastSeq);
    expect(missingLines).toBeGreaterThan(0);
    expect(lines + missingLines).toBe(printed);
    await session.close();
  },
);

async function messagesOf(path: string) {
  const file = await JournalFile.open(path);
  const seqs: number[] = [];
  let [lines, missingLines] = [0, 0];
  for await (const batch of file.entries()) {
    for (const { entry } of batch) {
      if (entry.type === 'message') seqs.push(entry.seq);
      else if (entry.type === 'output') lines++;
      else if (entry.type === 'outputGap') missingLines += entry.lines;
    }
  }
  await file.close();
  return { seqs, damage: file.damage, lines, missingLines };
}
