/** The commands of the command line. */

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
      /** Whether to record by Electron's own trace if the app lets no agent in. */
      readonly allowsTrace: boolean;
    }
  | {
      readonly method: 'attach';
      readonly target: string;
      /** Whether the target may be on another computer. */
      readonly allowsRemote: boolean;
    }
  /** A program and its arguments, under which Electron apps are started. */
  | { readonly method: 'command'; readonly command: readonly string[] };

/** Open the window; without targets, on the welcome screen. */
export interface OpenCommand {
  readonly type: 'open';
  /** All are recorded in one session. */
  readonly targets: readonly TargetArguments[];
  /** A capture to show. */
  readonly file?: string;
  readonly keepRunning: boolean;
  /** The Electron executable that opens the window. */
  readonly inspectorElectron?: string | undefined;
  /** Settings that differ from the persisted ones. */
  readonly userSettings: Partial<UserSettings>;
}

/** Record without a window. */
export interface RecordCommand {
  readonly type: 'record';
  /** At least one. */
  readonly targets: readonly TargetArguments[];
  /** The capture file; undefined: one in the working folder, named after app and time. */
  readonly out: string | undefined;
  readonly overwrites: boolean;
  readonly userSettings: Partial<UserSettings>;
  /** The recording ends after this time. */
  readonly forMs: number | undefined;
  /** The recording ends with the first matching message. */
  readonly until: string | undefined;
  /** The recording ends after this many messages. */
  readonly max: number | undefined;
  /** The command fails if a message matches, or if messages are missing. */
  readonly failOn: string | undefined;
  /** Whether `failOn` accepts a capture with missing messages. */
  readonly allowsDamage: boolean;
  readonly includesInternal: boolean;
}

export interface ExportCommand {
  readonly type: 'export';
  readonly file: string;
  /** Maximum size of an unpacked file; undefined: the default. */
  readonly maxUnpackedBytes: number | undefined;
  readonly format: ExportFormat;
  readonly filter: string;
  /** Undefined: standard output. */
  readonly out: string | undefined;
  readonly overwrites: boolean;
  /** Rules and exceptions that are added to the default rules; undefined: nothing is redacted. */
  readonly redact: Pick<UserSettings, 'ownRules' | 'keptRules'> | undefined;
  readonly includesInternal: boolean;
}

export interface StatsCommand {
  readonly type: 'stats';
  readonly file: string;
  /** Maximum size of an unpacked file; undefined: the default. */
  readonly maxUnpackedBytes: number | undefined;
  readonly filter: string;
  readonly isJson: boolean;
  /** Undefined: standard output. */
  readonly out: string | undefined;
  readonly overwrites: boolean;
  readonly failOn: string | undefined;
  /** Whether `failOn` accepts a capture with missing messages. */
  readonly allowsDamage: boolean;
  readonly includesInternal: boolean;
}

/** Play a capture into an app, and compare the answers. */
export interface ReplayCommand {
  readonly type: 'replay';
  readonly file: string;
  /** Maximum size of an unpacked file; undefined: the default. */
  readonly maxUnpackedBytes: number | undefined;
  readonly target: TargetArguments;
  readonly filter: string;
  readonly pace: PlayPace;
  /** File of the report; undefined: none. */
  readonly report: string | undefined;
  /** The report may replace a file. */
  readonly overwrites: boolean;
  readonly stopsOnDifference: boolean;
  readonly allowsSynthetic: boolean;
  /** Which addresses of the app correspond to those of the capture. */
  readonly map: AddressMap;
  /** A replay in which no answer could be compared passes. */
  readonly allowsNone: boolean;
  /** What to ignore when answers are compared; rules as for `--redact`. */
  readonly ignored: readonly string[];
  /** How long to wait for an answer, and for a frame. */
  readonly timeoutMs: number;
  readonly userSettings: Partial<UserSettings>;
}

/** List the Electron apps that run. */
export interface ListCommand {
  readonly type: 'list';
  readonly isJson: boolean;
}

/** Report what will not work on this computer. */
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
