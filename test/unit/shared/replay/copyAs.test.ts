import { expect, test } from 'vitest';
import { callName } from '../../../../src/shared/replay/callName';
import { type CopiedMessage, callText, isTestable, playwrightText } from '../../../../src/shared/replay/copyAs';

const NOTES = { url: 'app://notes/index.html', isMainFrame: true };
const message = (more: Partial<CopiedMessage>): CopiedMessage => ({
  kind: 'send',
  direction: 'to-main',
  channel: 'c',
  args: [1, 'a'],
  portCount: 0,
  status: 'ok',
  frame: NOTES,
  ...more,
});

const calls: [name: string, message: CopiedMessage, called: string, text: string][] = [
  ['send', message({}), 'ipcRenderer.send(…)', 'ipcRenderer.send("c", 1, "a");'],
  [
    'invoke',
    message({ kind: 'invoke' }),
    'ipcRenderer.invoke(…)',
    'const result = await ipcRenderer.invoke("c", 1, "a");',
  ],
  [
    'sendSync',
    message({ kind: 'sendSync', args: [] }),
    'ipcRenderer.sendSync(…)',
    'const result = ipcRenderer.sendSync("c");',
  ],
  [
    'postMessage with a port',
    message({ kind: 'postMessage', args: [{ a: 1 }], portCount: 1 }),
    'ipcRenderer.postMessage(…)',
    '// It carried a port, which can\'t be written here.\nipcRenderer.postMessage("c", { a: 1 });',
  ],
  [
    'sendToHost',
    message({ kind: 'sendToHost', direction: 'to-host' }),
    'ipcRenderer.sendToHost(…)',
    'ipcRenderer.sendToHost("c", 1, "a");',
  ],
  [
    'from main',
    message({ direction: 'to-renderer' }),
    'webContents.send(…)',
    'webContents\n  .getAllWebContents()\n  .find((contents) => contents.getURL() === "app://notes/index.html")\n  ?.send("c", 1, "a");',
  ],
  [
    'from main to a sub-frame',
    message({ direction: 'to-renderer', frame: { url: 'app://in', isMainFrame: false } }),
    'webContents.send(…)',
    'webContents\n  .getAllWebContents()\n  .flatMap((contents) => contents.mainFrame.framesInSubtree)\n  .find((frame) => frame.url === "app://in")\n  ?.send("c", 1, "a");',
  ],
  [
    'on a port',
    message({ kind: 'port', direction: 'port', args: [{ a: 1 }] }),
    'port.postMessage(…)',
    'port.postMessage({ a: 1 });',
  ],
  [
    'to a utility process',
    message({ kind: 'utility', direction: 'to-utility', args: [1] }),
    'child.postMessage(…)',
    'child.postMessage(1);',
  ],
  [
    'from a utility process',
    message({ kind: 'utility', args: [1] }),
    'parentPort.postMessage(…)',
    'process.parentPort.postMessage(1);',
  ],
];
for (const [name, copied, called, text] of calls) {
  test(`the call of a message ${name}`, () => {
    expect(callName(copied)).toBe(called);
    expect(callText([copied])).toBe(text);
  });
}

test('hostile channels and addresses stay texts', () => {
  const channel = '");\nprocess.exit();//\u202e';
  const text = callText([message({ channel, direction: 'to-renderer', frame: { url: '"+x+"`', isMainFrame: true } })]);
  expect(text).toContain(String.raw`"\");\nprocess.exit();//\u202e"`);
  expect(text).toContain('"\\"+x+\\"`"');
});

test('several calls have no names that would be the same', () => {
  const text = callText([message({ kind: 'invoke' }), message({ kind: 'invoke' })]);
  expect(text).not.toContain('const');
  expect(text.match(/await ipcRenderer/g)).toHaveLength(2);
});

test('a test leaves out what it can’t send', () => {
  const unreachable: Partial<CopiedMessage>[] = [
    { kind: 'port', direction: 'port' },
    { kind: 'utility' },
    { direction: 'to-host', kind: 'sendToHost' },
    { frame: undefined },
  ];
  expect(unreachable.map((more) => isTestable(message(more)))).toEqual([false, false, false, false]);
  const text = playwrightText([message({ kind: 'utility', channel: 'left out' }), message({})], { name: 'Notes' });
  expect(text).not.toContain('left out');
  expect(text).toContain('await test.step("send c"');
});

test('an answer is expected again only if it comes out of a page as it is', () => {
  const test = (more: Partial<CopiedMessage>) =>
    playwrightText([message({ kind: 'invoke', ...more })], { name: 'Notes' });
  expect(test({ result: { id: 1 } })).toContain('expect(result).toEqual({ id: 1 });');
  expect(test({ result: { $: 'map', v: [] } })).not.toContain('toEqual');
  expect(test({ result: { deep: [{ $: 'cut', of: 'string', length: 9, v: 'a' }] } })).not.toContain('toEqual');
  expect(test({ status: 'error', errorMessage: 'no "such" note' })).toContain(
    String.raw`.rejects.toThrow("no \"such\" note");`,
  );
  expect(test({ status: 'pending' })).not.toMatch(/toEqual|rejects/);
});

test('preloads are added as the app’s Electron has it', () => {
  const of = (electron: string) => playwrightText([message({})], { name: 'Notes', electron });
  expect(of('33.4.11')).toContain('session.setPreloads(');
  expect(of('35.0.0')).toContain('session.registerPreloadScript(');
});
