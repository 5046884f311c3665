'use strict';

const { app, MessageChannelMain, utilityProcess } = require('electron');
const { EventEmitter, once } = require('node:events');
const path = require('node:path');

const WORKER_FILE = path.join(__dirname, '..', 'utility', 'sync-worker.js');
const REPORT_EVERY_MS = 60;

/**
 * Owns the utility process. Emits every message of the worker by its type ('ready', 'sync-finished',
 * 'heartbeat', 'stopping'), and 'progress' for what arrives on the progress port.
 */
function createSyncWorker() {
  const events = new EventEmitter();
  let child;
  let restarting;
  let messagesPerSecond = 0;

  app.on('will-quit', () => child?.kill());

  function start() {
    child = utilityProcess.fork(WORKER_FILE, [], { serviceName: 'Fieldnotes Sync' });
    child.on('message', (message) => events.emit(message.type, message));
    child.once('exit', () => {
      child = undefined;
    });

    const { port1, port2 } = new MessageChannelMain();
    port1.on('message', ({ data }) => events.emit('progress', data));
    port1.start();
    child.postMessage({ type: 'open-progress', workerName: 'sync' }, [port2]);
    port1.postMessage({ type: 'configure', reportEveryMs: REPORT_EVERY_MS });
  }

  async function stop(reason) {
    if (!child) return {};
    const { pid: previousPid } = child;
    const exited = once(child, 'exit');
    child.postMessage({ type: 'shut-down', reason });
    const [exitCode] = await exited;
    return { previousPid, exitCode };
  }

  async function replace(reason) {
    const stopped = await stop(reason);
    const ready = once(events, 'ready');
    start();
    const [{ pid }] = await ready;
    child.postMessage({ type: 'set-rate', messagesPerSecond });
    return { ...stopped, pid };
  }

  return {
    events,
    start,

    /** A caller that asks again during a restart gets the one under way. */
    restart(reason) {
      restarting ??= replace(reason).finally(() => {
        restarting = undefined;
      });
      return restarting;
    },

    sync(run) {
      child?.postMessage({ type: 'sync', ...run });
    },

    attachViewer(viewer, port) {
      child?.postMessage({ type: 'attach-viewer', viewer }, [port]);
    },

    setRate(rate) {
      messagesPerSecond = rate;
      child?.postMessage({ type: 'set-rate', messagesPerSecond });
    },
  };
}

module.exports = { createSyncWorker };
