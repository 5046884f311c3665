/** Copies messages as code. */

import { formatCount } from '../../shared/format/format';
import { type CopiedApp, type CopiedMessage, callText, isTestable, playwrightText } from '../../shared/replay/copyAs';
import { recordedAnswer } from '../../shared/replay/recorded';
import { checkEncoded } from '../../shared/value/checkEncoded';
import { isTagged } from '../../shared/value/encodedValue';
import { textOf } from '../../shared/value/inspect';
import { copyText } from '../session/copyMessages';
import { readMessageRow } from '../session/readMessageRow';
import { readRecorded } from '../session/readRecorded';
import type { SessionModel } from '../session/sessionModel';

/** For more messages there are exports and replay. */
const MAX_COPIED = 100;

export type CodeFormat = 'call' | 'playwright';

/** The selected messages as code. A test leaves out what it can't send, and the announcement says so. */
export async function copyCode(session: SessionModel, format: CodeFormat): Promise<void> {
  const rows = session.selection.toRows();
  const messages: CopiedMessage[] = [];
  for (const row of rows.subarray(0, MAX_COPIED)) {
    const message = await readCopied(session, row);
    if (message === undefined) return;
    messages.push(message);
  }
  const cut = rows.length > MAX_COPIED ? `; the first ${MAX_COPIED} of ${formatCount(rows.length)}` : '';
  if (format === 'call') {
    await copyText(session, callText(messages), `${countText(messages.length)} copied as code${cut}`);
    return;
  }
  const testable = messages.filter(isTestable);
  if (testable.length === 0) {
    const message = 'A test can send neither messages on ports nor those of utility processes.';
    session.windowStore.setState({ notice: { code: 'not-testable', message, remedy: 'Copy it as a call instead.' } });
    return;
  }
  const left =
    testable.length < messages.length ? `; ${messages.length - testable.length} can’t be sent by a test` : '';
  const text = playwrightText(testable, appOf(session, rows[0] as number));
  await copyText(session, text, `${countText(testable.length)} copied as a Playwright test${left}${cut}`);
}

function copiedOfRow({ table }: SessionModel, row: number): CopiedMessage {
  const { kind, direction, channel, portCount, status, fromEndpoint, toEndpoint } = readMessageRow(table, row);
  const endpoint = direction === 'to-renderer' ? toEndpoint : fromEndpoint;
  const frame =
    endpoint?.kind === 'frame' ? { url: endpoint.url ?? '', isMainFrame: endpoint.isMainFrame !== false } : undefined;
  return { kind, direction, channel, portCount, status, args: [], ...(frame && { frame }) };
}

async function readCopied(session: SessionModel, row: number): Promise<CopiedMessage | undefined> {
  const message = await readRecorded(session, row);
  if (message === undefined) return undefined;
  const { result, error } = recordedAnswer(message, Number.NaN);
  const thrown = error?.value;
  const errorMessage =
    thrown !== undefined && isTagged(thrown) && thrown.$ === 'error' ? textOf(thrown.message) : error?.text;
  return {
    ...copiedOfRow(session, row),
    args: checkEncoded(message.args),
    ...(result !== undefined && { result }),
    ...(errorMessage !== undefined && { errorMessage }),
  };
}

function appOf({ table, store }: SessionModel, row: number): CopiedApp {
  const number = readMessageRow(table, row).target;
  const target = store.getState().facts.targets.find((known) => known.target === number);
  if (target === undefined) return { name: 'app' };
  const { name, appPath, electron } = target;
  return { name, electron, ...(appPath !== undefined && { path: appPath }) };
}

function countText(count: number): string {
  return count === 1 ? 'Message' : `${count} messages`;
}
