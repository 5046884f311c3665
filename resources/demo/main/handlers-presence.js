'use strict';

const { ipcMain } = require('electron');

const PEERS = [
  { id: 'u-jonas', name: 'Jonas Okafor', noteId: 'n-7f21', color: 'teal' },
  { id: 'u-ines', name: 'Inês Duarte', noteId: 'n-31c8', color: 'amber' },
];

/** The renderer hands over a port; the main process keeps it and talks over it. */
function handlePresence() {
  const ports = new Set();

  ipcMain.on('presence:join', (event, { client }) => {
    const [port] = event.ports;
    ports.add(port);
    port.on('message', ({ data }) => answer(port, client, data));
    port.on('close', () => ports.delete(port));
    port.start();
  });

  function answer(port, client, message) {
    if (message.type === 'hello') port.postMessage({ type: 'welcome', client, peers: PEERS });
    if (message.type === 'ping') {
      const { sequence, sentAtMs } = message;
      port.postMessage({ type: 'pong', sequence, sentAtMs, peerCount: PEERS.length });
    }
  }

  let moveCount = 0;
  return {
    /** A peer moves its caret. */
    pushMove() {
      const peer = PEERS[moveCount % PEERS.length];
      moveCount += 1;
      const caret = { line: 1 + (moveCount % 14), column: 1 + ((moveCount * 7) % 60) };
      for (const port of ports) port.postMessage({ type: 'moved', peerId: peer.id, caret });
    },
  };
}

module.exports = { handlePresence };
