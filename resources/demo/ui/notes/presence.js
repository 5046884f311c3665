import { element } from '../shared/dom.js';

/** Who else has a note open. Talks with the main process over a port; resolves once welcomed. */
export function joinPresence(api) {
  const peerList = document.querySelector('#peers');
  let sequence = 0;

  return new Promise((resolve) => {
    const connection = api.joinPresence({ id: 'u-mara', name: 'Mara Lindqvist', device: 'laptop' }, onMessage);
    connection.post({ type: 'hello', capabilities: ['caret', 'selection'] });

    function onMessage(message) {
      if (message.type === 'moved') showMove(message);
      if (message.type !== 'welcome') return;
      showPeers(message.peers);
      resolve({ ping });
    }

    function ping() {
      sequence += 1;
      connection.post({ type: 'ping', sequence, sentAtMs: Date.now() });
    }
  });

  function showPeers(peers) {
    peerList.replaceChildren(
      ...peers.map(({ id, name, color }) => {
        const initials = name
          .split(' ')
          .map((part) => part[0])
          .join('');
        const peer = element('span', { className: 'peer', id, title: name, textContent: initials });
        peer.dataset.color = color;
        peer.dataset.name = name;
        return peer;
      }),
    );
  }

  function showMove({ peerId, caret }) {
    const peer = document.getElementById(peerId);
    if (peer) peer.title = `${peer.dataset.name}, line ${caret.line}`;
  }
}
