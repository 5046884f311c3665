/** The only door between the window and the inspector's main process: a few functions, no objects of Electron. */

import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { BRIDGE_CHANNELS, FEED_PORT_MESSAGE, type WindowApi } from '../shared/bridge/windowApi';

const api: WindowApi = {
  openWindow: () => ipcRenderer.send(BRIDGE_CHANNELS.openWindow),
  openFeed: () => ipcRenderer.send(BRIDGE_CHANNELS.openFeed),
  readMessage: (row) => ipcRenderer.invoke(BRIDGE_CHANNELS.readMessage, row),
  markMessages: (rows, isMarked) => ipcRenderer.send(BRIDGE_CHANNELS.markMessages, rows, isMarked),
  readPorts: (target, ports) => ipcRenderer.invoke(BRIDGE_CHANNELS.readPorts, target, ports),
  startScan: (id, filter) => ipcRenderer.send(BRIDGE_CHANNELS.startScan, id, filter),
  stopScan: () => ipcRenderer.send(BRIDGE_CHANNELS.stopScan),
  launchDemo: () => ipcRenderer.invoke(BRIDGE_CHANNELS.launchDemo),
  chooseApp: (isBeside) => ipcRenderer.invoke(BRIDGE_CHANNELS.chooseApp, isBeside),
  launchTraced: () => ipcRenderer.invoke(BRIDGE_CHANNELS.launchTraced),
  relaunch: () => ipcRenderer.invoke(BRIDGE_CHANNELS.relaunch),
  stopTarget: () => ipcRenderer.invoke(BRIDGE_CHANNELS.stopTarget),
  stopApp: (target) => ipcRenderer.invoke(BRIDGE_CHANNELS.stopApp, target),
  attach: (target, isBeside) => ipcRenderer.invoke(BRIDGE_CHANNELS.attach, target, isBeside),
  detach: () => ipcRenderer.invoke(BRIDGE_CHANNELS.detach),
  listRunningApps: () => ipcRenderer.invoke(BRIDGE_CHANNELS.listRunningApps),
  readRecent: () => ipcRenderer.invoke(BRIDGE_CHANNELS.readRecent),
  openRecent: (id) => ipcRenderer.invoke(BRIDGE_CHANNELS.openRecent, id),
  removeRecent: (id) => ipcRenderer.invoke(BRIDGE_CHANNELS.removeRecent, id),
  chooseCapture: () => ipcRenderer.invoke(BRIDGE_CHANNELS.chooseCapture),
  openDropped: (files) =>
    ipcRenderer.invoke(
      BRIDGE_CHANNELS.openCapture,
      files.map((file) => webUtils.getPathForFile(file as File)),
    ),
  findRepeats: (rows) => ipcRenderer.invoke(BRIDGE_CHANNELS.findRepeats, rows),
  exportCapture: (request) => ipcRenderer.invoke(BRIDGE_CHANNELS.exportCapture, request),
  saveCapture: (request) => ipcRenderer.invoke(BRIDGE_CHANNELS.saveCapture, request),
  readPreferences: () => ipcRenderer.invoke(BRIDGE_CHANNELS.readPreferences),
  changePreferences: (preferences) => ipcRenderer.send(BRIDGE_CHANNELS.changePreferences, preferences),
  readRetention: () => ipcRenderer.invoke(BRIDGE_CHANNELS.readRetention),
  changeRetention: (retention) => ipcRenderer.invoke(BRIDGE_CHANNELS.changeRetention, retention),
  replay: (request) => ipcRenderer.invoke(BRIDGE_CHANNELS.replay, request),
  continueCapture: () => ipcRenderer.invoke(BRIDGE_CHANNELS.continueCapture),
  listReplayPlaces: () => ipcRenderer.invoke(BRIDGE_CHANNELS.listReplayPlaces),
  awaitAnswer: (message, timeoutMs) => ipcRenderer.invoke(BRIDGE_CHANNELS.awaitAnswer, message, timeoutMs),
  readChoices: () => ipcRenderer.invoke(BRIDGE_CHANNELS.readChoices),
  changeChoices: (choices) => ipcRenderer.invoke(BRIDGE_CHANNELS.changeChoices, choices),
  answerOffer: (id, isAccepted) => ipcRenderer.invoke(BRIDGE_CHANNELS.answerOffer, id, isAccepted),
  cancelTask: () => ipcRenderer.invoke(BRIDGE_CHANNELS.cancelTask),
};

contextBridge.exposeInMainWorld('electroscope', api);

// A port can't cross contextBridge; it is handed to the page as a window message to itself.
ipcRenderer.on(BRIDGE_CHANNELS.feedPort, (event) => {
  window.postMessage(FEED_PORT_MESSAGE, window.location.origin, [...event.ports]);
});
