/** All commands: shortcuts, the command palette and the list of shortcuts come from here and from nowhere else. */

import { chordText, isChord, isPlain } from '../commands/chords';
import { COMMAND_GROUPS, type Command, type CommandGroup, canRun } from '../commands/command';
import { GENERAL_COMMANDS } from '../commands/generalCommands';
import { DETAIL_COMMANDS } from '../detail/detailCommands';
import { FILTER_COMMANDS } from '../filter/filterCommands';
import { FIND_COMMANDS } from '../find/findCommands';
import { TABLE_COMMANDS } from '../messages/tableCommands';
import { REPLAY_COMMANDS } from '../replay/replayCommands';
import type { SessionModel } from '../session/sessionModel';
import { VIEW_COMMANDS } from '../views/viewCommands';

/** A feature keeps its commands in its own folder and lists them here. */
export const COMMANDS: readonly Command[] = [
  ...VIEW_COMMANDS,
  ...FILTER_COMMANDS,
  ...TABLE_COMMANDS,
  ...REPLAY_COMMANDS,
  ...FIND_COMMANDS,
  ...DETAIL_COMMANDS,
  ...GENERAL_COMMANDS,
];

const BY_ID = new Map(COMMANDS.map((command) => [command.id, command]));

/** @throws Error if there is none of this id: a fault of the program */
export function commandOf(id: string): Command {
  const command = BY_ID.get(id);
  if (command === undefined) throw new Error(`no command ${id}`);
  return command;
}

/** How the first keys of a command are shown; undefined if it has none. */
export function shortcutOf(id: string): string | undefined {
  const [chord] = commandOf(id).keys ?? [];
  return chord && chordText(chord);
}

/** The groups that have any of the commands, in their usual order. */
export function groupsOf(commands: readonly Command[]): [CommandGroup, readonly Command[]][] {
  return COMMAND_GROUPS.map((group): [CommandGroup, readonly Command[]] => [
    group,
    commands.filter((command) => command.group === group),
  ]).filter(([, members]) => members.length > 0);
}

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
