// What the functions that scenarios run in a renderer are given.

const { join } = require('node:path');
const electron = require('electron');

// Under `file:` a page's own modules are found from its folder.
const lib = join(__dirname, '..', 'lib');
const { describe } = require(join(lib, 'describe.js'));
const { makeUncloneable, makeValues } = require(join(lib, 'values.js'));

const { ipcRenderer } = electron;
const inboxes = new Map();

/** Keeps what arrives on a channel, described at once. */
function listen(channel) {
  const inbox = { messages: [], wake: () => {} };
  inboxes.set(channel, inbox);
  ipcRenderer.on(channel, (event, ...args) => {
    inbox.messages.push(`${describe(args)} ports:${event.ports.length}`);
    inbox.wake();
  });
}

/** Resolves with the first messages on a channel. */
async function received(channel, count) {
  const inbox = inboxes.get(channel);
  while (inbox.messages.length < count) {
    await new Promise((resolve) => {
      inbox.wake = resolve;
    });
  }
  return inbox.messages;
}

/** What was invoked, as text: a rejection's class and message are all an app can tell. */
async function settled(promise) {
  try {
    return `resolved ${describe(await promise)}`;
  } catch (error) {
    return `rejected ${describe(error)}`;
  }
}

function attempted(call) {
  try {
    return `returned ${describe(call())}`;
  } catch (error) {
    return `threw ${describe(error)}`;
  }
}

module.exports = { attempted, describe, electron, ipcRenderer, listen, makeUncloneable, makeValues, received, settled };
