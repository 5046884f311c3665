/** Messages as code that sends them again: the call itself, and a test for Playwright. */

import type { Direction, MessageKind, Status } from '../journal/entries';
import type { EncodedValue } from '../value/encodedValue';
import { quote } from '../value/inspect';
import { runnableText } from '../value/runnableText';

/** What of a message is needed to write it as code. */
export interface CopiedMessage {
  readonly kind: MessageKind;
  readonly direction: Direction;
  readonly channel: string;
  /** An encoded array, one element an argument. */
  readonly args: EncodedValue;
  /** How many ports it carried: they can't be written. */
  readonly portCount: number;
  /** Of the frame at the other end of main, if it is one. */
  readonly frame?: { readonly url: string | undefined; readonly isMainFrame: boolean } | undefined;
  readonly status: Status;
  /** What was answered, if that was recorded. */
  readonly result?: EncodedValue;
  /** Message of the error that was answered. */
  readonly errorMessage?: string;
}

/** The calls, one after the other, as they stand in a preload, or in main. */
export function callText(messages: readonly CopiedMessage[]): string {
  return messages.map((message) => statementText(message, 'ipcRenderer', '', messages.length > 1)).join('\n\n');
}

/** @param isOneOfMany its result has no name of its own */
function statementText(message: CopiedMessage, ipc: string, indent: string, isOneOfMany: boolean): string {
  const { kind, direction } = message;
  const { before, list } = argumentsOf(
    message,
    indent,
    kind === 'port' || kind === 'utility' ? undefined : message.channel,
  );
  const notes =
    message.portCount > 0 ? [`// It carried ${portsText(message.portCount)}, which can't be written here.`] : [];
  const name = isOneOfMany ? '' : 'const result = ';
  const call =
    kind === 'port'
      ? `port.postMessage(${list})`
      : kind === 'utility'
        ? `${direction === 'to-utility' ? 'child' : 'process.parentPort'}.postMessage(${list})`
        : direction === 'to-renderer'
          ? `${receiverText(message, indent)}.${kind}(${list})`
          : direction === 'to-host'
            ? `${ipc}.sendToHost(${list})`
            : kind === 'invoke'
              ? `${name}await ${ipc}.invoke(${list})`
              : kind === 'sendSync'
                ? `${name}${ipc}.sendSync(${list})`
                : `${ipc}.${kind}(${list})`;
  return [...notes, ...before, `${call};`].map((line) => indent + line).join('\n');
}

interface WrittenArguments {
  /** Statements that make them, if a list can't say them. */
  readonly before: readonly string[];
  /** What stands between the brackets of the call. */
  readonly list: string;
}

function argumentsOf({ args }: CopiedMessage, indent: string, channel: string | undefined): WrittenArguments {
  const first = channel === undefined ? [] : [quote(channel)];
  const { expression, statements } = runnableText(args, 'args', indent);
  if (statements.length > 0 || !Array.isArray(args)) {
    // Its type would not let a part be put in its place.
    const before = [`const args: any[] = ${expression};`, ...statements];
    return { before, list: [...first, '...args'].join(', ') };
  }
  const values = args.map((arg: EncodedValue) => runnableText(arg, 'args', indent).expression);
  return { before: [], list: [...first, ...values].join(', ') };
}

/** Finds what a message from main goes to, by its address. */
function receiverText({ frame }: CopiedMessage, indent: string): string {
  const url = quote(frame?.url ?? '');
  if (frame?.isMainFrame === false) {
    return [
      'webContents',
      `${indent}  .getAllWebContents()`,
      `${indent}  .flatMap((contents) => contents.mainFrame.framesInSubtree)`,
      `${indent}  .find((frame) => frame.url === ${url})`,
      `${indent}  ?`,
    ].join('\n');
  }
  return [
    'webContents',
    `${indent}  .getAllWebContents()`,
    `${indent}  .find((contents) => contents.getURL() === ${url})`,
    `${indent}  ?`,
  ].join('\n');
}

export interface CopiedApp {
  readonly name: string;
  /** Folder or main file; absent where it is not known. */
  readonly path?: string;
  /** Version of its Electron, as `33.4.11`. */
  readonly electron?: string;
}

/** From this major version on, preloads are registered one by one. */
const REGISTERS_PRELOADS = 35;

/** Whether a test can send it: only main and frames can be reached by one. */
export function isTestable({ kind, direction, frame }: CopiedMessage): boolean {
  const isReached = direction === 'to-main' || direction === 'to-renderer';
  return kind !== 'port' && kind !== 'utility' && isReached && frame !== undefined;
}

/** A test that starts the app and sends the messages, those from frames through the frames' own `ipcRenderer`. */
export function playwrightText(messages: readonly CopiedMessage[], app: CopiedApp): string {
  const testable = messages.filter(isTestable);
  const urls = [...new Set(testable.filter(isFromFrame).map(({ frame }) => frame?.url ?? ''))];
  const isExpecting = testable.some((message) => expectationOf(message, '') !== undefined) || urls.length > 0;
  const title = testable.length === 1 ? testable[0]?.channel : `${testable.length} messages`;
  return [
    ...(urls.length === 0 ? [] : [`import { writeFileSync } from "node:fs";`]),
    `import { _electron, ${urls.length === 0 ? '' : 'type ElectronApplication, '}${isExpecting ? 'expect, ' : ''}${urls.length === 0 ? '' : 'type Frame, '}test } from "@playwright/test";`,
    ...(urls.length === 0 ? [] : [IPC_DECLARATION, frameFinder(app)]),
    `test(${quote(`${app.name}: ${title}`)}, async () => {`,
    `  const app = await _electron.launch({ args: [${quote(app.path ?? 'path/to/the/app')}] });`,
    ...urls.map((url, i) => `  const ${frameName(i)} = await frameAt(app, ${quote(url)});`),
    ...testable.map((message) => `\n${stepText(message, urls)}`),
    '',
    '  await app.close();',
    '});',
    '',
  ].join('\n');
}

const frameName = (index: number) => (index === 0 ? 'frame' : `frame${index + 1}`);

function isFromFrame({ direction }: CopiedMessage): boolean {
  return direction === 'to-main';
}

const IPC_DECLARATION = `import type { IpcRenderer } from "electron";

/** What the preload below opens to the app's pages. */
declare const testIpc: Pick<IpcRenderer, "invoke" | "postMessage" | "send" | "sendSync">;
`;

function frameFinder({ electron = '' }: CopiedApp): string {
  const add =
    Number.parseInt(electron, 10) >= REGISTERS_PRELOADS
      ? 'session.registerPreloadScript({ type: "frame", filePath })'
      : 'session.setPreloads([...session.getPreloads(), filePath])';
  return `/** The frame at an address. Its window is reloaded, with a preload of the test that lets it call \`ipcRenderer\`. */
async function frameAt(app: ElectronApplication, url: string): Promise<Frame> {
  const find = () =>
    app.windows().flatMap((page) => page.frames()).find((frame) => frame.url() === url);
  const found = async (): Promise<Frame> => {
    await expect.poll(() => find() !== undefined, { message: url }).toBe(true);
    return find() as Frame;
  };
  const isOpen = async () => (await found()).evaluate(() => "testIpc" in globalThis).catch(() => false);
  if (await isOpen()) return found();
  const filePath = test.info().outputPath("testIpc.cjs");
  writeFileSync(
    filePath,
    \`const { contextBridge, ipcRenderer } = require("electron");
const methods = ["invoke", "postMessage", "send", "sendSync"];
const testIpc = Object.fromEntries(methods.map((name) => [name, (...args) => ipcRenderer[name](...args)]));
if (process.contextIsolated) contextBridge.exposeInMainWorld("testIpc", testIpc);
else globalThis.testIpc = testIpc;
\`,
  );
  const page = (await found()).page();
  const window = await app.browserWindow(page);
  await window.evaluate(({ webContents: { session } }, filePath) => {
    ${add};
  }, filePath);
  await page.reload();
  await expect.poll(isOpen, { message: url }).toBe(true);
  return found();
}
`;
}

function stepText(message: CopiedMessage, urls: readonly string[]): string {
  const { kind, channel } = message;
  const body = isFromFrame(message)
    ? frameStep(message, frameName(urls.indexOf(message.frame?.url ?? '')))
    : mainStep(message);
  return `  await test.step(${quote(`${kind} ${channel}`)}, async () => {\n${body}\n  });`;
}

function frameStep(message: CopiedMessage, frame: string): string {
  const isWhole = argumentsOf(message, '', message.channel).before.length === 0;
  const { before, list } = argumentsOf(message, isWhole ? '    ' : '      ', message.channel);
  const call = `testIpc.${message.kind}(${list})`;
  const isAnswered = message.kind === 'invoke' || message.kind === 'sendSync';
  const run = isWhole
    ? `${frame}.evaluate(() => ${call})`
    : `${frame}.evaluate(() => {\n${[...before, `return ${call};`].map((line) => `      ${line}`).join('\n')}\n    })`;
  const ports =
    message.portCount > 0 ? `    // It carried ${portsText(message.portCount)}, which can't be written here.\n` : '';
  const expected = isAnswered ? expectationOf(message, run) : undefined;
  return ports + (expected ?? `    await ${run};`);
}

/** What of the answer can be expected again; undefined: nothing. */
function expectationOf({ status, result, errorMessage, kind }: CopiedMessage, run: string): string | undefined {
  if (kind !== 'invoke' && kind !== 'sendSync') return undefined;
  if ((status === 'error' || status === 'unhandled') && errorMessage !== undefined) {
    return `    await expect(${run}).rejects.toThrow(${quote(errorMessage)});`;
  }
  // What is not JSON does not come out of a page as it is.
  if (status !== 'ok' || result === undefined || !isJson(result)) return undefined;
  const { expression } = runnableText(result, 'result', '    ');
  return `    const result = await ${run};\n    expect(result).toEqual(${expression});`;
}

function mainStep(message: CopiedMessage): string {
  const statement = statementText(message, 'ipcRenderer', '      ', false).trimStart();
  return `    await app.evaluate(({ webContents }) => {\n      ${statement}\n    });`;
}

function portsText(count: number): string {
  return count === 1 ? 'a port' : `${count} ports`;
}

function isJson(value: EncodedValue): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isJson);
  return !('$' in value) && Object.values(value).every((part) => isJson(part as EncodedValue));
}
