/** Reads a message of the session with its payload and its outcome. */

import type { MessageEntry } from '../../shared/journal/entries';
import { decodeMessage } from '../../shared/journal/recordedMessage';
import type { SessionModel } from './sessionModel';

/** @returns undefined if it can't be read, which is reported to the user */
export async function readRecorded({ windowStore }: SessionModel, row: number): Promise<MessageEntry | undefined> {
  const reply = await window.electroscope.readMessage(row);
  if ('error' in reply) {
    windowStore.setState({ notice: reply.error });
    return undefined;
  }
  const message = decodeMessage(reply.value);
  if (message === undefined) {
    const text = `Message ${row + 1} can’t be read.`;
    windowStore.setState({ notice: { code: 'message-damaged', message: text, remedy: 'Choose another message.' } });
  }
  return message;
}
