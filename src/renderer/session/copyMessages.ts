/** Copies messages to the clipboard. */

import { flatMessage } from '../../shared/export/flatMessage';
import { formatCount } from '../../shared/format/format';
import { withoutUnrequestedPayload } from '../../shared/journal/internalPayloads';
import { readRecorded } from './readRecorded';
import type { SessionModel } from './sessionModel';

/** More than this is for an export. */
const MAX_COPIED = 1000;

/** The selected messages, as the JSON Lines export has them; one alone without the list around it. */
export async function copyMessages(session: SessionModel): Promise<void> {
  const rows = session.selection.toRows();
  const messages: unknown[] = [];
  const { targets } = session.store.getState().facts;
  for (const row of rows.subarray(0, MAX_COPIED)) {
    const message = await readRecorded(session, row);
    if (message === undefined) return;
    const capture = targets.find(({ target }) => target === session.table.columns.get(row, 'target'))?.capture;
    messages.push(flatMessage(session.table, row, withoutUnrequestedPayload(message, capture)));
  }
  await copyText(
    session,
    JSON.stringify(messages.length === 1 ? messages[0] : messages, null, 2),
    copiedText(rows.length),
  );
}

/** The channels of the selected messages, each once. */
export async function copyChannels(session: SessionModel): Promise<void> {
  const channels = new Set([...session.selection.toRows()].map((row) => session.table.channelOf(row)));
  await copyText(
    session,
    [...channels].join('\n'),
    channels.size === 1 ? 'Channel copied' : `${channels.size} channels copied`,
  );
}

/** @param done what is announced once it is copied */
export async function copyText({ windowStore }: SessionModel, text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    windowStore.setState({ announcement: done });
  } catch (error) {
    const message = `Copying failed: ${error instanceof Error ? error.message : String(error)}.`;
    windowStore.setState({ notice: { code: 'copy-failed', message, remedy: 'Click into the window and try again.' } });
  }
}

function copiedText(count: number): string {
  if (count === 1) return 'Message copied';
  if (count <= MAX_COPIED) return `${formatCount(count)} messages copied`;
  return `The first ${formatCount(MAX_COPIED)} of ${formatCount(count)} messages copied; an export has them all`;
}
