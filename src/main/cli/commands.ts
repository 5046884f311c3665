/** What the command line can ask for. */

import type { ExportFormat } from '../../shared/export/formats';
import type { UserSettings } from '../../shared/link/userSettings';
import type { AddressMap } from '../../shared/replay/addressMap';
import type { PlayPace } from '../../shared/replay/player';

export type TargetArguments =
  | {
      readonly method: 'launch';
      readonly appPath: string;
      readonly args: readonly string[];
      /** An Electron executable to use instead of the app's own. */
      readonly electron?: string | undefined;
      /** Where no agent can be let in, Electron's own trace will do. */
      readonly allowsTrace: boolean;
    }
  | {
      readonly method: 'attach';
      readonly target: string;
      /** It may be another computer. */
      readonly allowsRemote: boolean;
    }
  /** A program and its arguments, under which Electron apps are started. */
  | { readonly method: 'command'; readonly command: readonly string[] };

/** Open the window; without targets, on the welcome screen. */
export interface OpenCommand {
  readonly type: 'open';
  /** All go into one session. */
  readonly targets: readonly TargetArguments[];
  /** A capture to show. */
  readonly file?: string;
  readonly keepRunning: boolean;
  /** The Electron executable that opens the window. */
  readonly inspectorElectron?: string | undefined;
  /** How agents record, where otherwise than the settings say. */
  readonly userSettings: Partial<UserSettings>;
}

/** Capture without a window. */
export interface RecordCommand {
  readonly type: 'record';
  /** At least one. */
  readonly targets: readonly TargetArguments[];
  /** The capture file; undefined: one in the working folder, named after app and time. */
  readonly out: string | undefined;
  readonly overwrites: boolean;
  readonly userSettings: Partial<UserSettings>;
  /** It ends after this. */
  readonly forMs: number | undefined;
  /** It ends with the first message that matches. */
  readonly until: string | undefined;
  /** It ends with this many messages. */
  readonly max: number | undefined;
  /** It fails if a message matches, or if not all messages are there. */
  readonly failOn: string | undefined;
  /** What is there is enough for `failOn`. */
  readonly allowsDamage: boolean;
  readonly includesInternal: boolean;
}

export interface ExportCommand {
  readonly type: 'export';
  readonly file: string;
  /** What a compressed file may become; undefined: the default. */
  readonly maxUnpackedBytes: number | undefined;
  readonly format: ExportFormat;
  readonly filter: string;
  /** Undefined: standard output. */
  readonly out: string | undefined;
  readonly overwrites: boolean;
  /** Undefined: nothing is hidden; otherwise what the usual rules and these hide, with these exceptions. */
  readonly redact: Pick<UserSettings, 'ownRules' | 'keptRules'> | undefined;
  readonly includesInternal: boolean;
}

export interface StatsCommand {
  readonly type: 'stats';
  readonly file: string;
  /** What a compressed file may become; undefined: the default. */
  readonly maxUnpackedBytes: number | undefined;
  readonly filter: string;
  readonly isJson: boolean;
  /** Undefined: standard output. */
  readonly out: string | undefined;
  readonly overwrites: boolean;
  readonly failOn: string | undefined;
  /** What is there is enough for `failOn`. */
  readonly allowsDamage: boolean;
  readonly includesInternal: boolean;
}

/** Play a capture into an app, and compare the answers. */
export interface ReplayCommand {
  readonly type: 'replay';
  readonly file: string;
  /** What a compressed file may become; undefined: the default. */
  readonly maxUnpackedBytes: number | undefined;
  readonly target: TargetArguments;
  readonly filter: string;
  readonly pace: PlayPace;
  /** Where the report goes; undefined: nowhere. */
  readonly report: string | undefined;
  /** The report may replace a file. */
  readonly overwrites: boolean;
  readonly stopsOnDifference: boolean;
  readonly allowsSynthetic: boolean;
  /** Which of the app's addresses stand for those of the capture. */
  readonly map: AddressMap;
  /** A replay in which no answer could be compared passes. */
  readonly allowsNone: boolean;
  /** What does not count where answers are compared; rules as for `--redact`. */
  readonly ignored: readonly string[];
  /** How long an answer, and a frame, is waited for. */
  readonly timeoutMs: number;
  readonly userSettings: Partial<UserSettings>;
}

/** Show the Electron apps that run. */
export interface ListCommand {
  readonly type: 'list';
  readonly isJson: boolean;
}

/** Say what will not work on this computer. */
export interface DoctorCommand {
  readonly type: 'doctor';
  readonly isJson: boolean;
}

export type ParsedCommand =
  | OpenCommand
  | RecordCommand
  | ExportCommand
  | StatsCommand
  | ListCommand
  | DoctorCommand
  | ReplayCommand
  | { readonly type: 'help'; readonly text: string }
  | { readonly type: 'version' };
