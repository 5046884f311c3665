/** Makes sure that what answers on an inspector port is the app it says it is, before it learns how to reach this program. */

import { stat } from 'node:fs/promises';
import type { AppProbe } from '../../../shared/link/injection';
import { UserError } from '../../base/userError';
import { listeningPorts } from '../processes/listeningPorts';

/**
 * Any program of any user can listen on a port and claim to be an app. The process that it claims to be must listen there, and belong to the user of
 * this program.
 *
 * @param url of its inspector
 * @throws UserError if it is not so, or the system does not tell
 */
export async function refuseOtherOwner({ pid, name }: AppProbe, url: string, where: string): Promise<void> {
  const port = Number(new URL(url).port);
  if ((await isOwn(pid)) && (await listeningPorts(pid)).includes(port)) return;
  throw new UserError(
    'attach-failed',
    `What answers on ${where} says that it is ${name} (process ${pid}), but that process is not known to listen there as you.`,
    'It may belong to another user, run in a container, or be another program. Attach by process id; see electroscope list.',
  );
}

/** Whether a process belongs to this user. Where the system does not tell it in this way, only own processes show their ports. */
async function isOwn(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const { uid } = await stat(`/proc/${pid}`).catch(() => ({ uid: -1 }));
  return uid === process.getuid?.();
}
