/** The <webview> guest that shows the note: notes go in with send, a report comes back with sendToHost. */
export function createPreview() {
  const webview = document.querySelector('#preview');
  const facts = document.querySelector('#preview-facts');

  const attached = new Promise((resolve) => {
    webview.addEventListener('dom-ready', resolve, { once: true });
  });

  webview.addEventListener('ipc-message', ({ channel, args }) => {
    if (channel === 'preview:rendered') showReport(args[0]);
  });

  function showReport({ blockCount, readingMinutes }) {
    const minutes = readingMinutes === 1 ? '1 minute' : `${readingMinutes} minutes`;
    facts.textContent = `${blockCount} blocks · ${minutes} to read`;
  }

  // Not in the document: the guest could be ready before anybody listens.
  webview.src = 'fieldnotes://guest/preview/index.html';

  return {
    async render({ id, title, body }) {
      await attached;
      webview.send('preview:render', { id, title, body });
    },
  };
}
