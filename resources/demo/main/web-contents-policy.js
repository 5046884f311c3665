'use strict';

const { app } = require('electron');
const path = require('node:path');
const { GUEST_ORIGIN, GUEST_PARTITION } = require('./ui-protocol.js');

const GUEST_PRELOAD = path.join(__dirname, '..', 'preload', 'preview.js');

/** What no document of this app may do, whatever it contains. */
function lockDownWebContents() {
  app.on('session-created', (created) => {
    created.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', restrictGuest);
  });
}

function restrictGuest(event, webPreferences, params) {
  const isPreview = params.src.startsWith(`${GUEST_ORIGIN}/`);
  if (!isPreview || params.partition !== GUEST_PARTITION) event.preventDefault();
  webPreferences.preload = GUEST_PRELOAD;
  webPreferences.nodeIntegration = false;
  webPreferences.contextIsolation = true;
  webPreferences.sandbox = true;
  webPreferences.spellcheck = false;
}

module.exports = { lockDownWebContents };
