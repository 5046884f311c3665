'use strict';

const { setTimeout: delay } = require('node:timers/promises');

const CONNECT_MS = 90;

class PublishError extends Error {
  constructor(message, { cause, noteId, attempt }) {
    super(message, { cause });
    this.name = 'PublishError';
    this.noteId = noteId;
    this.attempt = attempt;
  }
}

/** Always fails: the server of the demo does not exist. */
async function publish(note) {
  const attempt = 1;
  try {
    await upload(note);
  } catch (cause) {
    throw new PublishError(`“${note.title}” could not be published`, {
      cause,
      noteId: note.id,
      attempt,
    });
  }
}

async function upload({ id }) {
  await connect(new URL(`https://publish.fieldnotes.test/notes/${id}`));
}

async function connect({ hostname }) {
  await delay(CONNECT_MS);
  resolveAddress(hostname);
}

function resolveAddress(hostname) {
  const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
  throw Object.assign(error, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname });
}

module.exports = { publish };
