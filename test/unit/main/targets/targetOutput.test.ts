import { expect, test } from 'vitest';
import { TargetOutput } from '../../../../src/main/targets/targetOutput';
import { MAX_OUTPUT_LINE, type OutputLine } from '../../../../src/shared/journal/output';

test('lines are whole however they arrive, and the rest without a line break is one, too', () => {
  const output = new TargetOutput((line) => line === 'noise');
  const heard: OutputLine[] = [];
  output.onLines.on((lines) => heard.push(...lines));
  const bytes = Buffer.from('één\r\nnoise\ntwo\nlast');
  for (const byte of bytes) output.add('stdout', Buffer.of(byte));
  output.add('stderr', Buffer.from('noise'));
  output.end();
  output.end();
  expect(output.all).toEqual(['één', 'two', 'last'].map((text) => ({ stream: 'stdout', text })));
  expect(heard).toEqual(output.all);
});

test('a line that is too long says that it was cut', () => {
  const output = new TargetOutput();
  const whole = 'x'.repeat(MAX_OUTPUT_LINE);
  output.add('stdout', Buffer.from(`${whole}\r\n${whole}y\n`));
  output.add('stdout', Buffer.from(`${whole}${whole}`));
  output.add('stdout', Buffer.from('z\n'));
  const cut = { stream: 'stdout', text: whole, isCut: true };
  expect(output.all).toEqual([{ stream: 'stdout', text: whole }, cut, cut]);
});
