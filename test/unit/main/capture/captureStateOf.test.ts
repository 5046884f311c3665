import { expect, test } from 'vitest';
import { captureStateOf } from '../../../../src/main/capture/captureStateOf';
import { Watch } from '../../../../src/main/capture/watch';
import type { AgentConnection } from '../../../../src/main/targets/agentServer';
import { DESCRIBED } from '../../../support/agentClients';

let nextTarget = 1;

function attached(watch: Watch, ...names: string[]): Watch {
  for (const name of names) {
    const connection: AgentConnection = {
      target: { ...DESCRIBED, name },
      token: '',
      answersPing: false,
      onLine() {},
      onClose() {},
      send: () => true,
      close() {},
    };
    watch.add(nextTarget++, connection);
  }
  return watch;
}

function ended(watch: Watch, how: string): Watch {
  watch.end(how);
  return watch;
}

const launch = (name = 'notes') => new Watch('launch', undefined, name);
const attach = (name = 'mail') => new Watch('attach', undefined, name);
const command = () => new Watch('command', undefined, 'npm run dev');

test('several apps are told as one state', () => {
  expect(captureStateOf([])).toEqual({ phase: 'idle' });
  expect(captureStateOf([launch()])).toEqual({ phase: 'starting', name: 'notes', isSlow: false, method: 'launch' });
  expect(captureStateOf([attached(launch(), 'Notes'), attach()])).toMatchObject({ phase: 'attached', name: 'Notes' });
  expect(captureStateOf([attached(attach(), 'Mail'), attached(launch(), 'Notes')])).toMatchObject({
    phase: 'attached',
    name: 'Mail and Notes',
    method: 'launch',
    apps: [{ isJoined: true }, { isJoined: true }],
  });
  expect(captureStateOf([attached(command(), 'One', 'Two', 'Three')])).toMatchObject({
    name: 'One and 2 more',
    method: 'command',
  });
});

test('what has ended is told once all have', () => {
  const exited = ended(attached(launch(), 'Notes'), 'ended with exit code 3');
  expect(captureStateOf([exited])).toMatchObject({ phase: 'ended', name: 'Notes', how: 'ended with exit code 3' });
  expect(captureStateOf([exited, attached(attach(), 'Mail')])).toMatchObject({ phase: 'attached', name: 'Mail' });
  const left = ended(attach('Mail'), 'was detached and runs on');
  expect(captureStateOf([exited, left])).toMatchObject({
    phase: 'ended',
    name: 'Notes and Mail',
    method: 'launch',
    how: 'Notes ended with exit code 3; Mail was detached and runs on',
  });
  expect(captureStateOf([left, ended(attach('Chat'), 'was detached and runs on')])).toMatchObject({
    name: 'Mail and Chat',
    how: 'was detached and runs on',
    method: 'attach',
  });
});
