import { element, latestPerFrame } from '../shared/dom.js';

export function showStorage(api) {
  const list = document.querySelector('#storage');
  let requestCount = 0;
  let reportCount = 0;

  const show = latestPerFrame(({ noteCount, noteBytes, attachmentCount, attachmentBytes }) => {
    list.replaceChildren(
      ...line(`${noteCount} notes`, noteBytes),
      ...line(`${attachmentCount} attachments`, attachmentBytes),
    );
  });

  function measure() {
    requestCount += 1;
    api.measure(requestCount);
  }

  /** Main has no listener for this: a leftover, as many apps have one. */
  function sendUsageReport() {
    reportCount += 1;
    api.sendBeacon({
      name: 'settings-viewed',
      report: reportCount,
      screen: { width: window.innerWidth, height: window.innerHeight },
      atMs: Date.now(),
    });
  }

  document.querySelector('#measure').addEventListener('click', measure);
  document.querySelector('#send-report').addEventListener('click', sendUsageReport);

  return { show, measure, sendUsageReport };
}

function line(label, bytes) {
  return [element('dt', { textContent: label }), element('dd', { textContent: `${(bytes / 1024).toFixed(1)} KB` })];
}
