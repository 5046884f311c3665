/** The commands without a window: their options and arguments. */

import { EXPORT_FORMATS, isExportFormat } from '../../shared/export/formats';
import { closest } from '../../shared/filter/closest';
import { parseSizeBytes } from '../../shared/filter/units';
import { keepProblem } from '../../shared/link/userSettings';
import { type AddressMap, parseAddressMap } from '../../shared/replay/addressMap';
import type { PlayPace } from '../../shared/replay/player';
import type {
  DoctorCommand,
  ExportCommand,
  ListCommand,
  ParsedCommand,
  RecordCommand,
  ReplayCommand,
  StatsCommand,
} from './commands';
import {
  CAPTURE_OPTIONS,
  checkFilter,
  checkRules,
  describeOptions,
  FILTER_OPTION,
  HELP_OPTION,
  INTERNAL_OPTION,
  KEEP_OPTION,
  type OptionSpecs,
  OUTPUT_OPTION,
  parseCount,
  parseOptions,
  parseTime,
  usage,
  userSettingsOf,
} from './options';
import { ATTACH_OPTIONS, commandArguments, targetArguments } from './targetArguments';

interface HeadlessCommand {
  readonly help: string;
  /** @param appArgs the arguments after `--` */
  parse(args: readonly string[], appArgs: readonly string[]): ParsedCommand;
}

const FAIL_OPTIONS = {
  'fail-on': {
    type: 'string',
    value: 'filter',
    help: 'exit with 1 if a message matches, such as "dur>200ms | is:unhandled", or if messages are missing or damaged',
  },
  'allow-damage': { type: 'boolean', help: 'let --fail-on ignore missing or damaged messages' },
} as const satisfies OptionSpecs;

const UNPACK_OPTION = {
  'max-unpacked': {
    type: 'string',
    value: 'size',
    help: 'maximum size of an unpacked capture, such as 10gb (default: 1gb)',
  },
} as const satisfies OptionSpecs;

const FORCE_OPTION = { force: { type: 'boolean', help: 'replace an existing file' } } as const;

const RECORD_OPTIONS = {
  out: { type: 'string', short: 'o', value: 'file', help: 'the capture file (default: named after app and time)' },
  ...FORCE_OPTION,
  for: { type: 'string', value: 'time', help: 'stop this long after the first app reports: 500ms, 10s, 2m, 8h, 30d' },
  until: { type: 'string', value: 'filter', help: 'stop at the first message that matches' },
  max: { type: 'string', value: 'number', help: 'stop after this many messages' },
  ...FAIL_OPTIONS,
  ...ATTACH_OPTIONS,
  ...CAPTURE_OPTIONS,
  ...OUTPUT_OPTION,
  'include-internal': {
    type: 'boolean',
    help: 'count Electron’s own messages for --until, --max and --fail-on; they are always recorded',
  },
  ...HELP_OPTION,
} as const;

const EXPORT_OPTIONS = {
  format: { type: 'string', short: 'f', value: 'name', help: Object.keys(EXPORT_FORMATS).join(', ') },
  out: { type: 'string', short: 'o', value: 'file', help: 'the file to write (default: standard output)' },
  ...FORCE_OPTION,
  ...UNPACK_OPTION,
  ...FILTER_OPTION,
  redact: { type: 'boolean', help: 'hide passwords, tokens and cookies' },
  keep: KEEP_OPTION,
  'redact-also': {
    type: 'string',
    multiple: true,
    value: 'rule',
    help: 'hide these too; see --redact in electroscope --help',
  },
  ...INTERNAL_OPTION,
  ...HELP_OPTION,
} as const;

const STATS_OPTIONS = {
  ...FILTER_OPTION,
  json: { type: 'boolean', help: 'print JSON instead of a table' },
  out: { type: 'string', short: 'o', value: 'file', help: 'the file to write (default: standard output)' },
  ...FORCE_OPTION,
  ...UNPACK_OPTION,
  ...FAIL_OPTIONS,
  ...INTERNAL_OPTION,
  ...HELP_OPTION,
} as const;

const EXIT_CODES = 'Exit codes: 0 success, 1 failure or --fail-on matched, 2 wrong usage.';

const RECORD: HeadlessCommand = {
  help: `Captures an Electron app's messages without a window.

  electroscope record [options] <app> [-- args…]
  electroscope record [options] --attach <target>
  electroscope record [options] -- <command…>

Recording stops when the last app ends, or with Ctrl-C, --for, --until or --max, which also end a launched app. An
attached app keeps running.

${describeOptions(RECORD_OPTIONS)}

${EXIT_CODES}
`,
  parse(args, appArgs): RecordCommand | ParsedCommand {
    const { values, positionals } = parseOptions(args, RECORD_OPTIONS, 'electroscope record --help');
    if (values.help) return { type: 'help', text: RECORD.help };
    const named = targetArguments(values, positionals, appArgs);
    const command = positionals.length === 0 ? commandArguments(appArgs) : undefined;
    const targets = command === undefined ? named : [command, ...named];
    if (targets.length === 0) {
      throw usage(
        'There is no app to record.',
        'Name it: electroscope record <app>, --attach <target>, or -- <command>.',
      );
    }
    return {
      type: 'record',
      targets,
      out: values.out,
      overwrites: values.force ?? false,
      userSettings: userSettingsOf(values),
      forMs: values.for === undefined ? undefined : parseTime('for', values.for),
      until: checkFilter('until', values.until),
      max: values.max === undefined ? undefined : parseCount('max', values.max),
      failOn: checkFilter('fail-on', values['fail-on']),
      allowsDamage: values['allow-damage'] ?? false,
      includesInternal: values['include-internal'] ?? false,
    };
  },
};

const EXPORT: HeadlessCommand = {
  help: `Exports a capture, or the messages of it that match a filter.

  electroscope export <file> --format <name> [--filter <filter>] [--redact] [-o <out>]

Formats
${Object.entries(EXPORT_FORMATS)
  .map(([name, { help }]) => `  ${name.padEnd(22)}${help}`)
  .join('\n')}

Options
${describeOptions(EXPORT_OPTIONS)}
`,
  parse(args, appArgs): ExportCommand | ParsedCommand {
    const { values, positionals } = parseOptions(args, EXPORT_OPTIONS, 'electroscope export --help');
    if (values.help) return { type: 'help', text: EXPORT.help };
    const { format } = values;
    const names = Object.keys(EXPORT_FORMATS);
    if (format === undefined) throw usage('The format is missing.', `Add --format with one of ${names.join(', ')}.`);
    if (!isExportFormat(format)) {
      const similar = closest(format, names);
      const remedy =
        similar === undefined
          ? `Use one of ${names.join(', ')}.`
          : `Did you mean ${similar}? There are ${names.join(', ')}.`;
      throw usage(`There is no format “${format}”.`, remedy);
    }
    const also = values['redact-also'];
    checkRules('redact-also', also);
    checkRules('keep', values.keep, keepProblem);
    return {
      type: 'export',
      file: onlyFile('export', positionals, appArgs),
      maxUnpackedBytes: unpackedBytes(values['max-unpacked']),
      format,
      filter: checkFilter('filter', values.filter) ?? '',
      out: outputPath(values.out),
      overwrites: values.force ?? false,
      redact: values.redact || also !== undefined ? { ownRules: also ?? [], keptRules: values.keep ?? [] } : undefined,
      includesInternal: values['include-internal'] ?? false,
    };
  },
};

const STATS: HeadlessCommand = {
  help: `Counts a capture's messages by channel: how many, how fast, how large, how many failed.

  electroscope stats <file> [--filter <filter>] [--json] [--fail-on <filter>]

${describeOptions(STATS_OPTIONS)}

${EXIT_CODES}
`,
  parse(args, appArgs): StatsCommand | ParsedCommand {
    const { values, positionals } = parseOptions(args, STATS_OPTIONS, 'electroscope stats --help');
    if (values.help) return { type: 'help', text: STATS.help };
    return {
      type: 'stats',
      file: onlyFile('stats', positionals, appArgs),
      maxUnpackedBytes: unpackedBytes(values['max-unpacked']),
      filter: checkFilter('filter', values.filter) ?? '',
      isJson: values.json ?? false,
      out: outputPath(values.out),
      overwrites: values.force ?? false,
      failOn: checkFilter('fail-on', values['fail-on']),
      allowsDamage: values['allow-damage'] ?? false,
      includesInternal: values['include-internal'] ?? false,
    };
  },
};

const LIST_OPTIONS = {
  json: { type: 'boolean', help: 'print JSON instead of a table' },
  ...HELP_OPTION,
} as const;

const LIST: HeadlessCommand = {
  help: `Lists the running Electron apps of this computer, and how to attach to each.

  electroscope list [--json]

${describeOptions(LIST_OPTIONS)}
`,
  parse(args, appArgs): ListCommand | ParsedCommand {
    const { values, positionals } = parseOptions(args, LIST_OPTIONS, 'electroscope list --help');
    if (values.help) return { type: 'help', text: LIST.help };
    const [surplus] = [...positionals, ...appArgs];
    if (surplus !== undefined) throw usage(`list takes no ${surplus}.`, 'It shows all apps; leave it out.');
    return { type: 'list', isJson: values.json ?? false };
  },
};

const DOCTOR_OPTIONS = {
  json: { type: 'boolean', help: 'print JSON instead of text' },
  ...HELP_OPTION,
} as const;

const DOCTOR: HeadlessCommand = {
  help: `Reports what will not work on this computer, and why: Node, Electron, display, sandbox, temporary files, ports,
variables, and the scripts of this folder.

  electroscope doctor [--json]

${describeOptions(DOCTOR_OPTIONS)}

Exit codes: 0 everything works, 1 something does not, 2 wrong usage.
`,
  parse(args, appArgs): DoctorCommand | ParsedCommand {
    const { values, positionals } = parseOptions(args, DOCTOR_OPTIONS, 'electroscope doctor --help');
    if (values.help) return { type: 'help', text: DOCTOR.help };
    const [surplus] = [...positionals, ...appArgs];
    if (surplus !== undefined) throw usage(`doctor does not take “${surplus}”.`, 'Leave it out.');
    return { type: 'doctor', isJson: values.json ?? false };
  },
};

const REPLAY_OPTIONS = {
  ...FILTER_OPTION,
  speed: {
    type: 'string',
    value: 'speed',
    help: 'recorded, 2x, 0.5x, or fast (each message as soon as the answers before it have arrived) (default: recorded)',
  },
  report: { type: 'string', value: 'file', help: 'write the differences as JSON' },
  ...FORCE_OPTION,
  ...UNPACK_OPTION,
  'stop-on-difference': { type: 'boolean', help: 'stop at the first answer that differs' },
  ignore: {
    type: 'string',
    multiple: true,
    value: 'rule',
    help: 'do not compare a key (updatedAt, *Id), a path (result.0.id@notes:*) or a /pattern/; can be repeated',
  },
  map: {
    type: 'string',
    multiple: true,
    value: 'from>=<to',
    help: 'look for frames with address <from>… at <to>, another server or the end of a path; can be repeated',
  },
  'allow-none': { type: 'boolean', help: 'exit with 0 even if no answer could be compared' },
  synthetic: { type: 'boolean', help: 'make up events for frames that cannot send; see docs/replay.md' },
  timeout: { type: 'string', value: 'time', help: 'maximum wait for an answer, and for a frame (default: 30s)' },
  ...ATTACH_OPTIONS,
  ...CAPTURE_OPTIONS,
  ...HELP_OPTION,
} as const;

const DEFAULT_TIMEOUT_MS = 30_000;

const REPLAY: HeadlessCommand = {
  help: `Plays what the frames of a capture sent into an app, and compares the answers.

  electroscope replay [options] <file> <app> [-- args…]
  electroscope replay [options] <file> --attach <target>

The app is launched, and ended when everything is answered. An attached app keeps running. Electron’s own messages,
messages from main and messages on ports are not played.

${describeOptions(REPLAY_OPTIONS)}

Exit codes: 0 all answers are the same; 1 an answer differs, a message could not be sent, or nothing was compared;
2 wrong usage.
`,
  parse(args, appArgs): ReplayCommand | ParsedCommand {
    const { values, positionals } = parseOptions(args, REPLAY_OPTIONS, 'electroscope replay --help');
    if (values.help) return { type: 'help', text: REPLAY.help };
    const [file, ...apps] = positionals;
    if (file === undefined) {
      throw usage('The capture file is missing.', 'Name it: electroscope replay <file.escope> <app>.');
    }
    const [target, ...surplus] = targetArguments(values, apps, appArgs);
    if (target === undefined) {
      throw usage(
        'There is no app to play it into.',
        'Name it: electroscope replay <file> <app>, or --attach <target>.',
      );
    }
    if (surplus.length > 0) throw usage('A capture is played into one app.', 'Name one.');
    checkRules('ignore', values.ignore);
    return {
      type: 'replay',
      file,
      maxUnpackedBytes: unpackedBytes(values['max-unpacked']),
      target,
      filter: checkFilter('filter', values.filter) ?? '',
      pace: parsePace(values.speed ?? 'recorded'),
      report: values.report,
      overwrites: values.force ?? false,
      stopsOnDifference: values['stop-on-difference'] ?? false,
      allowsSynthetic: values.synthetic ?? false,
      allowsNone: values['allow-none'] ?? false,
      map: parseMap(values.map ?? []),
      ignored: values.ignore ?? [],
      timeoutMs: values.timeout === undefined ? DEFAULT_TIMEOUT_MS : parseTime('timeout', values.timeout),
      userSettings: userSettingsOf(values),
    };
  },
};

function parseMap(texts: readonly string[]): AddressMap {
  const map = parseAddressMap(texts);
  if ('wrong' in map) {
    throw usage(
      `--map “${map.wrong}” does not name two addresses.`,
      'Write --map <from>=<to>, such as --map http://localhost:5173/=renderer/index.html.',
    );
  }
  return map;
}

function parsePace(speed: string): PlayPace {
  if (speed === 'fast') return { type: 'answers' };
  const factor = speed === 'recorded' ? 1 : Number(/^(\d+(?:\.\d+)?)x$/.exec(speed)?.[1]);
  if (factor > 0) return { type: 'recorded', speed: factor };
  throw usage(`“${speed}” is not a speed.`, 'Give --speed recorded, fast, or a factor such as 2x or 0.5x.');
}

/** By name. */
export const HEADLESS_COMMANDS: ReadonlyMap<string, HeadlessCommand> = new Map([
  ['record', RECORD],
  ['export', EXPORT],
  ['stats', STATS],
  ['list', LIST],
  ['doctor', DOCTOR],
  ['replay', REPLAY],
]);

function unpackedBytes(size: string | undefined): number | undefined {
  if (size === undefined) return undefined;
  const bytes = parseSizeBytes(size);
  if (bytes === undefined || !(bytes > 0))
    throw usage(`“${size}” is not a valid size.`, 'Give --max-unpacked a size such as 10gb.');
  return bytes;
}

/** @returns undefined for standard output; opening `/dev/stdout` fails where that is a socket, as under Node */
function outputPath(out: string | undefined): string | undefined {
  return out === '-' || out === '/dev/stdout' ? undefined : out;
}

function onlyFile(command: string, positionals: readonly string[], appArgs: readonly string[]): string {
  const [file, ...surplus] = [...positionals, ...appArgs];
  if (file === undefined)
    throw usage('The capture file is missing.', `Name it: electroscope ${command} <file.escope>.`);
  if (surplus.length === 0) return file;
  throw usage(`There is more than one file: ${[file, ...surplus].join(', ')}.`, 'Name one; options begin with --.');
}
