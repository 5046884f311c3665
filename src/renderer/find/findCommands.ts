import { type Command, hasSession } from '../commands/command';
import type { SessionModel } from '../session/sessionModel';

const isListShown = (session: SessionModel) =>
  hasSession(session) && session.windowStore.getState().view === 'messages';

/** Opens the bar, or continues the current search. */
function request({ windowStore }: SessionModel, step: 1 | -1): void {
  windowStore.setState(({ find }) => ({
    find: { isOpen: true, request: { number: find.isOpen ? find.request.number + 1 : 0, step } },
  }));
}

export const FIND_COMMANDS: readonly Command[] = [
  {
    id: 'find.next',
    label: 'Find messages, next',
    group: 'Messages',
    keys: ['F3', 'Mod+G'],
    words: 'search look for jump',
    isEnabled: isListShown,
    run: (session) => request(session, 1),
  },
  {
    id: 'find.previous',
    label: 'Find messages, previous',
    group: 'Messages',
    keys: ['Shift+F3', 'Mod+Shift+G'],
    words: 'search look for jump back',
    isEnabled: isListShown,
    run: (session) => request(session, -1),
  },
];
