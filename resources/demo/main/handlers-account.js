'use strict';

const { ipcMain } = require('electron');
const { setTimeout: delay } = require('node:timers/promises');

const SIGN_IN_MS = 180;
const SERVER_MS = 130;
const SESSION_MS = 3_600_000;

/** Nothing here reaches a network. The credentials are made up, for a redactor to find. */
function handleAccount({ settings }) {
  ipcMain.handle('account:sign-in', async (_event, { email }) => {
    await delay(SIGN_IN_MS);
    settings.set('account', { email, plan: 'field-team' });
    return {
      user: { id: 'u-mara', name: 'Mara Lindqvist', email },
      accessToken: 'fake-access-token-for-the-demo',
      expiresAtMs: Date.now() + SESSION_MS,
    };
  });

  ipcMain.handle('server:request', async (_event, { method, url, headers }) => {
    await delay(SERVER_MS);
    return {
      status: 200,
      request: { method, url, headerNames: Object.keys(headers) },
      headers: { 'content-type': 'application/json', 'set-cookie': 'session=fake-session-cookie' },
      body: { region: 'eu-north', quotaBytes: 5_368_709_120, usedBytes: 734_003_200 },
      tookMs: SERVER_MS,
    };
  });

  return {
    /** The welcome can be completed once each time it is offered. */
    offerWelcome() {
      ipcMain.removeHandler('welcome:complete');
      ipcMain.handleOnce('welcome:complete', (_event, { answers }) => ({
        recorded: Object.keys(answers).length,
        badge: 'first-field-day',
      }));
    },
  };
}

module.exports = { handleAccount };
