/** Something the user can do, by its keys, from the command palette, or from a menu. */

import type { SessionModel } from '../session/sessionModel';
import { chordText, inOrder } from './chords';

/** In the order in which the palette and the list of shortcuts show them. */
const COMMAND_GROUPS = ['Go to', 'Filter', 'Messages', 'Detail', 'View', 'App', 'Session', 'Help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface Command {
  /** As `view.clear`. */
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  /**
   * Chords, each enough by itself: `Mod+Shift+P`, `/`, `F3`, `Enter`. `Mod` is Ctrl, on a Mac ⌘; `Ctrl` is Ctrl everywhere. A chord without a modifier
   * does nothing while a text is typed.
   */
  readonly keys?: readonly string[];
  /** Its keys apply only while the focus is in the message table. */
  readonly isOnlyInTable?: boolean;
  /** Other words by which the palette finds it. */
  readonly words?: string;
  /** One of many similar commands: the palette lists it only after something is typed. */
  readonly isOneOfMany?: boolean;
  /** Whether it can run now; absent: always. */
  isEnabled?(session: SessionModel): boolean;
  /** Absent if the native menu runs it. The list of shortcuts then shows it only. */
  run?(session: SessionModel): void;
}

export function canRun(command: Command, session: SessionModel): boolean {
  return command.run !== undefined && (command.isEnabled?.(session) ?? true);
}

/** The chords of a command, the one that is shown alone in front. */
export function chordsOf({ keys = [] }: Command): readonly string[] {
  return inOrder(keys);
}

/** How the first keys of a command are shown; undefined if it has none. */
export function shortcutOf(command: Command): string | undefined {
  const [chord] = chordsOf(command);
  return chord && chordText(chord);
}

/** The groups that have any of the commands, in the order of `COMMAND_GROUPS`. */
export function groupsOf(commands: readonly Command[]): [CommandGroup, readonly Command[]][] {
  return COMMAND_GROUPS.map((group): [CommandGroup, readonly Command[]] => [
    group,
    commands.filter((command) => command.group === group),
  ]).filter(([, members]) => members.length > 0);
}

/** `isEnabled` of what needs something to show. */
export function hasSession({ store }: SessionModel): boolean {
  return store.getState().sessionFile !== undefined;
}

/** `isEnabled` of what needs apps that report into the session: nothing can be sent into an opened capture. */
export function isLive(session: SessionModel): boolean {
  return hasSession(session) && session.store.getState().capture.phase !== 'opened';
}
