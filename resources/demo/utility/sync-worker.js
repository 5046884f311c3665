'use strict';

const { setTimeout: delay } = require('node:timers/promises');

const SHUT_DOWN_MS = 30;
const { parentPort } = process;

let progressPort;
let viewerPort;
let reportEveryMs = 100;
let entryCount = 0;
let heartbeatCount = 0;

parentPort.on('message', ({ data, ports }) => {
  const [port] = ports;
  if (data.type === 'open-progress') openProgress(port);
  if (data.type === 'attach-viewer') attachViewer(port, data.viewer);
  if (data.type === 'sync') sync(data);
  if (data.type === 'set-rate') setRate(data.messagesPerSecond);
  if (data.type === 'shut-down') shutDown(data.reason);
});

const ambient = createAmbient();
parentPort.postMessage({ type: 'ready', pid: process.pid, node: process.versions.node });

function openProgress(port) {
  progressPort = port;
  port.on('message', ({ data }) => {
    if (data.type === 'configure') reportEveryMs = data.reportEveryMs;
  });
  port.start();
}

function attachViewer(port, viewer) {
  viewerPort = port;
  port.on('message', ({ data }) => {
    const unread = entryCount - data.entry;
    if (data.type === 'read-up-to') port.postMessage({ type: 'backlog', unread });
  });
  port.on('close', () => {
    if (viewerPort === port) viewerPort = undefined;
  });
  port.start();
  port.postMessage({ type: 'attached', pid: process.pid, viewer: viewer.name });
}

async function sync({ runId, server, changes }) {
  const total = changes.length;
  const half = Math.ceil(total / 2);
  log('info', `${runId}: connected to ${new URL(server).host}`);
  report(runId, 0, total);
  await delay(reportEveryMs);
  for (const { id, revision } of changes.slice(0, 2)) {
    log('info', `Uploaded ${id}, revision ${revision}`);
  }
  report(runId, half, total);
  await delay(reportEveryMs);
  log('warning', `${changes.at(-1).id} also changed on Field tablet 2: kept both`);
  report(runId, total, total);
  await delay(reportEveryMs);

  const summary = {
    runId,
    uploaded: total,
    downloaded: 1,
    conflicts: 1,
    durationMs: reportEveryMs * 3,
  };
  viewerPort?.postMessage({ type: 'finished', ...summary });
  parentPort.postMessage({ type: 'sync-finished', summary });
}

function log(level, text) {
  entryCount += 1;
  viewerPort?.postMessage({ type: 'entry', entry: entryCount, atMs: Date.now(), level, text });
}

function report(runId, done, total) {
  progressPort.postMessage({ runId, done, total });
}

function beat() {
  heartbeatCount += 1;
  const { rss } = process.memoryUsage();
  parentPort.postMessage({ type: 'heartbeat', sequence: heartbeatCount, rssBytes: rss });
}

async function createAmbient() {
  const { Pulse } = await import('../ui/shared/pulse.mjs');
  let checked = 0;
  return new Pulse([
    {
      messageCount: 1,
      play() {
        checked += 1;
        log('info', `Checked ${(checked * 7) % 240} of 240 remote revisions`);
      },
    },
    // Main passes the progress on to the Notes window: two messages.
    { messageCount: 2, play: () => report('background', (checked * 7) % 240, 240) },
    { messageCount: 1, play: beat },
  ]);
}

async function setRate(messagesPerSecond) {
  (await ambient).setRate(messagesPerSecond);
}

function shutDown(reason) {
  log('warning', `Worker stops: ${reason}`);
  parentPort.postMessage({ type: 'stopping', reason, pid: process.pid });
  // A message posted in the moment of the exit would be lost.
  setTimeout(() => process.exit(0), SHUT_DOWN_MS);
}
