'use strict';

const { protocol, session } = require('electron');
const fs = require('node:fs/promises');
const path = require('node:path');

const UI_FOLDER = path.join(__dirname, '..', 'ui');

// Without “persist:” a partition lives in memory: no storage is written while the app quits.
const APP_PARTITION = 'fieldnotes';
const GUEST_PARTITION = 'preview';

// Two hosts, so that the previewed markdown has another origin than the app that hosts it.
const APP_ORIGIN = 'fieldnotes://app';
const GUEST_ORIGIN = 'fieldnotes://guest';

const CONTENT_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
};

function registerUiScheme() {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'fieldnotes', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

function serveUi() {
  for (const partition of [APP_PARTITION, GUEST_PARTITION]) {
    session.fromPartition(partition).protocol.handle('fieldnotes', serveFile);
  }
}

async function serveFile(request) {
  const { pathname } = new URL(request.url);
  const file = path.join(UI_FOLDER, decodeURIComponent(pathname));
  const contentType = CONTENT_TYPES[path.extname(file)];
  if (!contentType || !file.startsWith(UI_FOLDER + path.sep)) return notFound();
  try {
    return new Response(await fs.readFile(file), { headers: { 'content-type': contentType } });
  } catch {
    return notFound();
  }
}

function notFound() {
  return new Response('Not found', { status: 404 });
}

module.exports = {
  APP_ORIGIN,
  APP_PARTITION,
  GUEST_ORIGIN,
  GUEST_PARTITION,
  registerUiScheme,
  serveUi,
};
