/** What the bench target can run (test/apps/bench), and how much of it makes a round. */

export interface Workload {
  readonly name: string;
  readonly title: string;
  /** Long enough for a round to last some 100 ms, so that the batches the agent writes fall into it. */
  readonly calls: number;
  /** What the target app's messages of it are counted under; see receiver.ts. */
  readonly channel: string;
  readonly messagesPerCall: number;
  /** Most that the duration with the agent should be, as a multiple of that without. */
  readonly targetRatio?: number;
}

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'invoke-small',
    title: 'invoke, small object',
    calls: 500,
    channel: 'bench:invoke',
    messagesPerCall: 1,
    targetRatio: 1.15,
  },
  { name: 'invoke-bytes', title: 'invoke, 64 KB bytes', calls: 100, channel: 'bench:invoke', messagesPerCall: 1 },
  {
    name: 'invoke-objects',
    title: 'invoke, 64 KB objects',
    calls: 40,
    channel: 'bench:invoke',
    messagesPerCall: 1,
    targetRatio: 1.15,
  },
  {
    name: 'sendSync-small',
    title: 'sendSync, small object',
    calls: 500,
    channel: 'bench:sendSync',
    messagesPerCall: 1,
  },
  { name: 'sendSync-bytes', title: 'sendSync, 64 KB bytes', calls: 100, channel: 'bench:sendSync', messagesPerCall: 1 },
  {
    name: 'sendSync-objects',
    title: 'sendSync, 64 KB objects',
    calls: 40,
    channel: 'bench:sendSync',
    messagesPerCall: 1,
  },
  {
    name: 'flood-to-main',
    title: 'flood of 20,000 send',
    calls: 20_000,
    channel: 'bench:flood',
    messagesPerCall: 1,
    targetRatio: 1.6,
  },
  {
    name: 'flood-to-renderer',
    title: 'flood of 20,000 webContents.send',
    calls: 20_000,
    channel: 'bench:tick',
    messagesPerCall: 1,
  },
  { name: 'port', title: 'MessagePort round trip', calls: 500, channel: 'port', messagesPerCall: 2 },
];
