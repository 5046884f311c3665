/** The only door between the window and the inspector's main process: a few functions, no objects of Electron. */

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  channelOf,
  FEED_PORT_CHANNEL,
  FEED_PORT_MESSAGE,
  WINDOW_METHODS,
  type WindowApi,
} from '../shared/bridge/windowApi';

type Method = keyof WindowApi;

/** A method passes on what the page gives it. Its type is that of `WindowApi`, which main's answers are checked against. */
function passOn(method: Method): (...args: unknown[]) => unknown {
  const channel = channelOf(method);
  return WINDOW_METHODS[method] === 'call'
    ? (...args) => ipcRenderer.invoke(channel, ...args)
    : (...args) => ipcRenderer.send(channel, ...args);
}

const methods = Object.keys(WINDOW_METHODS) as Method[];
const openPaths = passOn('openDropped');
const api: Record<string, unknown> = Object.fromEntries(methods.map((method) => [method, passOn(method)]));
// A page can't read the path of a file.
api.openDropped = (files: readonly File[]) => openPaths(files.map((file) => webUtils.getPathForFile(file)));

contextBridge.exposeInMainWorld('electroscope', api);

// A port can't cross contextBridge; it is handed to the page as a window message to itself.
ipcRenderer.on(FEED_PORT_CHANNEL, (event) => {
  window.postMessage(FEED_PORT_MESSAGE, window.location.origin, [...event.ports]);
});
