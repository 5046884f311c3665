import type { MessageEntry, TargetDescription } from '../../../src/shared/journal/entries';

export function targetDescription(): TargetDescription {
  return {
    pid: 4711,
    name: 'faults',
    electron: '45.4.1',
    chrome: '152',
    node: '24',
    platform: 'linux',
    arch: 'x64',
    timeOrigin: 1_795_000_000_000_000,
    hooks: [],
  };
}

export function messageEntry(seq: number, args: MessageEntry['args']): MessageEntry {
  return {
    type: 'message',
    seq,
    at: seq * 10,
    kind: 'send',
    direction: 'to-main',
    channel: 'c',
    from: 2,
    to: 1,
    size: 9,
    args,
  };
}
