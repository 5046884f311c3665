import { expect, test } from 'vitest';
import { runTool } from '../../../../src/main/base/systemTools';
import { onlyWhere, posix } from '../../../support/conditions';

/** Prints, and stays whatever signal it gets, as an interactive shell whose startup file asks a question. */
const STUBBORN = "trap '' TERM; echo begun; while :; do sleep 0.1; done";

test('a tool that ignores SIGTERM is waited for only a while', onlyWhere(posix, 'processes take signals'), async () => {
  expect(await runTool('/bin/sh', ['-c', STUBBORN], 1000)).toBe('begun\n');
});

test('a tool that can’t be run prints nothing', async () => {
  expect(await runTool('/no/such/tool', [])).toBe('');
});
