/** All commands. Shortcuts, the command palette and the list of shortcuts use this list only. */

import { CAPTURE_FILE_COMMANDS } from '../captureFiles/captureFileCommands';
import { isChord, isPlain } from '../commands/chords';
import { type Command, canRun } from '../commands/command';
import { HELP_COMMANDS } from '../commands/helpCommands';
import { DETAIL_COMMANDS } from '../detail/detailCommands';
import { FILTER_COMMANDS } from '../filter/filterCommands';
import { FIND_COMMANDS } from '../find/findCommands';
import { TABLE_COMMANDS } from '../messages/tableCommands';
import { TOGGLE_OUTPUT } from '../output/outputCommands';
import { REPLAY_COMMANDS } from '../replay/replayCommands';
import type { SessionModel } from '../session/sessionModel';
import { OPEN_SETTINGS } from '../settings/settingsCommands';
import { TARGET_COMMANDS } from '../targets/targetCommands';
import { VIEW_COMMANDS } from '../views/viewCommands';

/** A feature exports its commands from its own folder; this is the only place that lists them all. */
export const COMMANDS: readonly Command[] = [
  ...VIEW_COMMANDS,
  ...FILTER_COMMANDS,
  ...TABLE_COMMANDS,
  ...REPLAY_COMMANDS,
  ...FIND_COMMANDS,
  ...DETAIL_COMMANDS,
  TOGGLE_OUTPUT,
  ...TARGET_COMMANDS,
  ...CAPTURE_FILE_COMMANDS,
  OPEN_SETTINGS,
  ...HELP_COMMANDS,
];

/** Runs the command whose keys are down, if there is one and it makes sense now. */
export function runByKeys(session: SessionModel, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  // A dialog or an open menu has its own keys.
  if (document.querySelector('dialog[open], [role=dialog], [role=menu]') !== null) return;
  const command = COMMANDS.find((candidate) => hasKeys(candidate, event) && canRun(candidate, session));
  if (command === undefined) return;
  event.preventDefault();
  command.run?.(session);
}

function hasKeys({ keys = [], isOnlyInTable = false }: Command, event: KeyboardEvent): boolean {
  if (isOnlyInTable && !isInTable(event)) return false;
  return keys.some((chord) => isChord(chord, event) && !(isPlain(chord) && isTyping(event)));
}

function isTyping(event: KeyboardEvent): boolean {
  // An editor in a shadow root hides where in it the key went.
  const [target] = event.composedPath();
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  // In a list of choices, a letter chooses.
  return [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement].some((field) => target instanceof field);
}

function isInTable({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[role="grid"]') !== null;
}
