import { type Command, isLive } from '../commands/command';
import type { SessionModel } from '../session/sessionModel';
import type { CodeFormat } from './copyCode';
import { replayOf } from './replayModel';

const hasSelection = ({ windowStore }: SessionModel) => windowStore.getState().selectedCount > 0;

/** The app is started beside the capture, whose messages can then be played into it. */
async function playIntoApp(session: SessionModel): Promise<void> {
  if (await window.electroscope.continueCapture()) replayOf(session).openPlay();
}

/** What writes code is loaded when it is first needed. */
function copyAs(session: SessionModel, format: CodeFormat): void {
  void import('./copyCode').then(({ copyCode }) => copyCode(session, format));
}

export const RESEND: Command = {
  id: 'replay.resend',
  label: 'Resend the selected messages',
  group: 'Messages',
  keys: ['r'],
  words: 'replay repeat again fire',
  isEnabled: (session) => hasSelection(session) && isLive(session),
  run: (session) => void replayOf(session).resend(session.selection.toRows()),
};

export const EDIT_AND_RESEND: Command = {
  id: 'replay.edit',
  label: 'Edit and resend the selected message …',
  group: 'Messages',
  keys: ['e'],
  words: 'replay change arguments compose',
  isEnabled: (session) => hasSelection(session) && isLive(session),
  run: (session) => {
    const { selectedRow } = session.windowStore.getState();
    if (selectedRow !== undefined) void replayOf(session).edit(selectedRow);
  },
};

const COMPOSE: Command = {
  id: 'replay.compose',
  label: 'Compose a message …',
  group: 'Messages',
  keys: ['Mod+J'],
  words: 'replay send write new editor',
  isEnabled: isLive,
  run: (session) => void replayOf(session).openComposer(),
};

export const PLAY: Command = {
  id: 'replay.play',
  label: 'Play a sequence of messages …',
  group: 'Messages',
  keys: ['Mod+Shift+J'],
  words: 'replay repeat all step pace',
  isEnabled: isLive,
  run: (session) => replayOf(session).openPlay(),
};

export const CONTINUE_CAPTURE: Command = {
  id: 'replay.continue',
  label: 'Play the capture into an app …',
  group: 'Session',
  words: 'replay launch build compare sequence',
  isEnabled: ({ store }) => store.getState().capture.phase === 'opened',
  run: (session) => void playIntoApp(session),
};

export const COPY_AS_CALLS: Command = {
  id: 'replay.copyCall',
  label: 'Copy the selected messages as calls',
  group: 'Messages',
  words: 'code javascript typescript ipcrenderer webcontents',
  isEnabled: hasSelection,
  run: (session) => copyAs(session, 'call'),
};

export const COPY_AS_PLAYWRIGHT: Command = {
  id: 'replay.copyPlaywright',
  label: 'Copy the selected messages as a Playwright test',
  group: 'Messages',
  words: 'code typescript e2e step',
  isEnabled: hasSelection,
  run: (session) => copyAs(session, 'playwright'),
};

export const REPLAY_COMMANDS: readonly Command[] = [
  RESEND,
  EDIT_AND_RESEND,
  COMPOSE,
  PLAY,
  CONTINUE_CAPTURE,
  COPY_AS_CALLS,
  COPY_AS_PLAYWRIGHT,
];
