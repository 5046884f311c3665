/** How messages of the session ended. */

import { useEffect, useState } from 'react';
import type { MessageRef } from '../../shared/journal/messageRef';
import { decodeMessage } from '../../shared/journal/recordedMessage';
import type { Answer } from '../../shared/replay/answer';
import { recordedAnswer } from '../../shared/replay/recorded';
import { useSession, useSessionState } from '../session/SessionContext';
import type { SessionModel } from '../session/sessionModel';
import { rowOfMessage } from './messageRefs';

/** @returns undefined if it can't be read */
async function answerOfRow({ table }: SessionModel, row: number): Promise<Answer | undefined> {
  const reply = await window.electroscope.readMessage(row);
  const message = 'error' in reply ? undefined : decodeMessage(reply.value);
  return message && recordedAnswer(message, table.columns.get(row, 'handlerUs'));
}

/** How a message ended, read again once it has; undefined: it is not there, or not read yet. */
export function useAnswerOf(message: MessageRef | undefined): Answer | undefined {
  const session = useSession();
  const [answer, setAnswer] = useState<Answer>();
  const row = message && rowOfMessage(session.table, message);
  // It may come, and be answered, while it is looked at.
  const status = useSessionState(() => (row === undefined ? undefined : session.table.columns.get(row, 'status')));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another status means that there is more to read.
  useEffect(() => {
    let isCurrent = true;
    if (row === undefined) {
      setAnswer(undefined);
      return;
    }
    void answerOfRow(session, row).then((read) => isCurrent && setAnswer(read));
    return () => {
      isCurrent = false;
    };
  }, [session, row, status]);
  return answer;
}
