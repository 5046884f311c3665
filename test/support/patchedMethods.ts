/** Compares, inside a running app, everything that an agent may have touched with how it was before. */

import { InspectorClient } from '../../src/main/targets/nodeInspector/inspectorClient';
import { lookAtPort } from '../../src/main/targets/nodeInspector/inspectorEndpoint';

/** Descriptors of every object an agent hooks into, kept in the app itself: identity can't leave the process. */
const NOTE = `(() => {
  const electron = require('electron');
  const binding = (name) => process._linkedBinding(name);
  const { port1, port2 } = new electron.MessageChannelMain();
  const holders = {
    WebContents: binding('electron_browser_web_contents').WebContents.prototype,
    Session: binding('electron_browser_session').Session.prototype,
    WebFrameMain: binding('electron_browser_web_frame_main').WebFrameMain.prototype,
    MessagePortMain: Object.getPrototypeOf(port1),
    MessageChannelMain: electron.MessageChannelMain,
    MessageChannelMainPrototype: electron.MessageChannelMain.prototype,
    utilityProcess: electron.utilityProcess,
    process,
    processPrototype: Object.getPrototypeOf(process),
    EventEmitter: require('events').prototype,
    app: electron.app,
    ipcMain: electron.ipcMain,
    handlers: electron.ipcMain._invokeHandlers,
    Map: Map.prototype,
    Error,
    requireCache: require.cache ?? {},
  };
  port1.close();
  port2.close();
  for (const contents of electron.webContents.getAllWebContents()) {
    holders['contents ' + contents.id] = contents;
    holders['ipc ' + contents.id] = contents.ipc;
    holders['handlers ' + contents.id] = contents.ipc._invokeHandlers;
  }
  const noted = {};
  for (const [name, holder] of Object.entries(holders)) {
    noted[name] = { holder, prototype: Object.getPrototypeOf(holder), descriptors: Object.getOwnPropertyDescriptors(holder) };
  }
  const emitters = { app: electron.app, process, ipcMain: electron.ipcMain };
  const listeners = () => JSON.stringify(Object.fromEntries(Object.entries(emitters).map(([name, emitter]) =>
    [name, emitter.eventNames().map((event) => [String(event), emitter.listenerCount(event)])])));
  return { noted, listeners, before: listeners(), argv: process.argv.join(' '), env: JSON.stringify(process.env) };
})()`;

const NOTE_GLOBALS = `function () {
  this.noted.globals = {
    holder: globalThis,
    prototype: Object.getPrototypeOf(globalThis),
    descriptors: Object.getOwnPropertyDescriptors(globalThis),
  };
}`;

const COMPARE = `((note) => {
  const differences = [];
  for (const [name, { holder, prototype, descriptors }] of Object.entries(note.noted)) {
    if (Object.getPrototypeOf(holder) !== prototype) differences.push(name + ': prototype');
    const now = Object.getOwnPropertyDescriptors(holder);
    for (const key of new Set([...Reflect.ownKeys(descriptors), ...Reflect.ownKeys(now)])) {
      if (VOLATILE.has(name + '.' + String(key))) continue;
      const [before, after] = [descriptors[key], now[key]];
      const isSame = before !== undefined && after !== undefined
        && Object.keys(before).length === Object.keys(after).length
        && Object.keys(before).every((part) => Object.is(before[part], after[part]));
      if (!isSame) differences.push(name + '.' + String(key) + (before ? after ? ' changed' : ' is gone' : ' is new'));
    }
  }
  if (note.listeners() !== note.before) differences.push('listeners ' + note.before + ' ' + note.listeners());
  if (process.argv.join(' ') !== note.argv) differences.push('argv');
  if (JSON.stringify(process.env) !== note.env) differences.push('env');
  return differences;
})`;

/** What Node and the app themselves change. */
const VOLATILE = "new Set(['ipcMain._eventsCount'])";

export class PatchedMethods {
  private constructor(
    private readonly client: InspectorClient,
    private readonly note: string,
  ) {}

  /** Notes how everything is now. */
  static async note(inspectorPort: number): Promise<PatchedMethods> {
    const content = await lookAtPort('127.0.0.1', inspectorPort);
    if (content.is !== 'inspector') throw new Error(`port ${inspectorPort}: ${content.is}`);
    const client = await InspectorClient.connect(content.url);
    const { result, exceptionDetails } = await client.send<{
      result: { objectId?: string };
      exceptionDetails?: { exception?: { description?: string } };
    }>('Runtime.evaluate', { expression: NOTE, includeCommandLineAPI: true });
    if (result.objectId === undefined || exceptionDetails !== undefined) {
      throw new Error(exceptionDetails?.exception?.description ?? 'nothing was noted');
    }
    // While an expression can use the command line API, the global object holds that too.
    await client.send('Runtime.callFunctionOn', { objectId: result.objectId, functionDeclaration: NOTE_GLOBALS });
    return new PatchedMethods(client, result.objectId);
  }

  /** What is otherwise than it was noted, in words. */
  async differences(): Promise<string[]> {
    const { result, exceptionDetails } = await this.client.send<{
      result: { value?: string[] };
      exceptionDetails?: { exception?: { description?: string } };
    }>('Runtime.callFunctionOn', {
      objectId: this.note,
      functionDeclaration: `function () { return ${COMPARE.replace('VOLATILE', VOLATILE)}(this); }`,
      returnByValue: true,
    });
    if (result.value === undefined) throw new Error(exceptionDetails?.exception?.description ?? 'nothing came back');
    return result.value;
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
