/** Options of the commands. Each has its help text, so that parser and help can't differ. */

import { parseArgs } from 'node:util';
import { MessageTable } from '../../shared/columns/messageTable';
import { closest } from '../../shared/filter/closest';
import { compileFilter } from '../../shared/filter/compile';
import { parseDurationUs, parseSizeBytes } from '../../shared/filter/units';
import { MAX_PAYLOAD_BYTES } from '../../shared/link/agentSettings';
import { keepProblem, ruleProblem, type UserSettings } from '../../shared/link/userSettings';
import { UserError } from '../base/userError';

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** The name of its value in the help. */
  readonly value?: string;
  readonly help: string;
}

export type OptionSpecs = { readonly [name: string]: OptionSpec };

export const KEEP_OPTION = {
  type: 'string',
  multiple: true,
  value: 'rule',
  help: 'do not hide a key, optionally on some channels (token@llm:*), or a path (result.token); can be repeated',
} as const satisfies OptionSpec;

/** Options for the user settings. */
export const CAPTURE_OPTIONS = {
  electron: { type: 'string', value: 'path', help: 'run the app with this Electron instead of its own' },
  trace: {
    type: 'boolean',
    help: 'for a packaged app that admits no agent (fuses, old Electron): show channels and times from Electron’s own trace',
  },
  'max-payload': {
    type: 'string',
    value: 'size',
    help: 'maximum payload kept per message, such as 64k or 1mb (default: 256k)',
  },
  redact: {
    type: 'string',
    multiple: true,
    value: 'rule',
    help: 'hide more: a key (iban, *pin), a path (args.0.card, args.1@keychain:*) or a /pattern/; can be repeated',
  },
  keep: KEEP_OPTION,
  'no-redact': {
    type: 'boolean',
    help: 'hide only what --redact names (default: also passwords, tokens and cookies)',
  },
  stacks: { type: 'boolean', help: 'record the call stack of each message' },
  'internal-payloads': {
    type: 'boolean',
    help: 'record the payload of Electron’s own messages: environment variables, preload sources and paths of the app',
  },
  'no-timing': { type: 'boolean', help: 'do not load the preload that measures timing in frames' },
} as const satisfies OptionSpecs;

/** For commands that write a capture. */
export const OUTPUT_OPTION = {
  'no-output': { type: 'boolean', help: 'do not keep what the app prints in the capture' },
} as const satisfies OptionSpecs;

export const HELP_OPTION = {
  help: { type: 'boolean', short: 'h', help: 'show this help' },
} as const satisfies OptionSpecs;

export const FILTER_OPTION = {
  filter: {
    type: 'string',
    value: 'filter',
    help: 'include only messages that match, such as "kind:invoke dur>50ms"',
  },
} as const satisfies OptionSpecs;

export const INTERNAL_OPTION = {
  'include-internal': { type: 'boolean', help: 'include Electron’s own messages' },
} as const satisfies OptionSpecs;

const HELP_COLUMN = 24;
const HELP_WIDTH = 96;

/** The lines of a help text that explain options. */
export function describeOptions(options: OptionSpecs): string {
  return Object.entries(options)
    .map(([name, { short, value, help }]) => {
      const dashes = short === undefined ? `--${name}` : `-${short}, --${name}`;
      const head = `  ${dashes}${value === undefined ? '' : ` <${value}>`}`;
      const [first = '', ...rest] = wrapped(help, HELP_WIDTH - HELP_COLUMN);
      const indent = `\n${' '.repeat(HELP_COLUMN)}`;
      const start = head.length < HELP_COLUMN ? head.padEnd(HELP_COLUMN) : head + indent;
      return [start + first, ...rest].join(indent);
    })
    .join('\n');
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The value of each option. */
export type OptionValues<O extends OptionSpecs> = {
  readonly [K in keyof O]?: O[K] extends { readonly multiple: true }
    ? readonly string[]
    : O[K] extends { readonly type: 'boolean' }
      ? boolean
      : string;
};

/**
 * @param helpCommand the command that shows the help
 * @throws UserError with code `usage`
 */
export function parseOptions<const O extends OptionSpecs>(
  args: readonly string[],
  options: O,
  helpCommand: string,
): { readonly values: OptionValues<O>; readonly positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    return { values: values as OptionValues<O>, positionals };
  } catch (error) {
    throw usage(optionProblem(error, Object.keys(options)), `See ${helpCommand}.${separatorAdvice()}`);
  }
}

/**
 * What is wrong with an option, without the advice of `parseArgs`.
 *
 * @param error from `parseArgs`; its code and the name in its message are those of Node 20 to 24 (lib/internal/util/parse_args)
 */
function optionProblem(error: unknown, names: readonly string[]): string {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  const [option] = /--\w[\w-]*/.exec(message) ?? /-\w/.exec(message) ?? [];
  if (option === undefined) return message;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const similar = option.startsWith('--') ? closest(option.slice(2), names) : undefined;
    return `There is no option ${option}${similar === undefined ? '.' : `; did you mean --${similar}?`}`;
  }
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return message;
  if (message.includes('does not take')) return `${option} takes no value.`;
  if (message.includes('ambiguous')) return `${option} needs a value; write ${option}=-1 if it begins with “-”.`;
  return `${option} needs a value.`;
}

/** The values of `CAPTURE_OPTIONS` and `OUTPUT_OPTION`, as they were parsed. */
export interface CaptureValues {
  readonly 'max-payload'?: string | undefined;
  readonly redact?: readonly string[] | undefined;
  readonly keep?: readonly string[] | undefined;
  readonly 'no-redact'?: boolean | undefined;
  readonly stacks?: boolean | undefined;
  readonly 'internal-payloads'?: boolean | undefined;
  readonly 'no-output'?: boolean | undefined;
  readonly 'no-timing'?: boolean | undefined;
}

/** @throws UserError with code `usage` */
export function userSettingsOf(values: CaptureValues): Partial<UserSettings> {
  const { 'max-payload': size, redact: ownRules, keep, 'no-redact': noRedact = false, stacks = false } = values;
  checkRules('redact', ownRules);
  checkRules('keep', keep, keepProblem);
  return {
    ...(size === undefined ? {} : { maxPayloadBytes: payloadBytes(size) }),
    ...(noRedact ? { usesDefaultRules: false } : {}),
    ...(ownRules === undefined ? {} : { ownRules: [...ownRules] }),
    ...(keep === undefined ? {} : { keptRules: [...keep] }),
    ...(stacks ? { recordsStacks: true } : {}),
    ...(values['internal-payloads'] ? { recordsInternalPayloads: true } : {}),
    ...(values['no-output'] ? { keepsOutput: false } : {}),
    ...(values['no-timing'] ? { timesFrames: false } : {}),
  };
}

/** @throws UserError with code `usage` if one of the rules can't be used */
export function checkRules(option: string, rules: readonly string[] = [], problemOf = ruleProblem): void {
  for (const rule of rules) {
    const problem = problemOf(rule);
    if (problem !== undefined)
      throw usage(`--${option} “${rule}” can’t be used: ${problem}.`, 'See electroscope --help.');
  }
}

function payloadBytes(size: string): number {
  const bytes = parseSizeBytes(size);
  if (bytes === undefined)
    throw usage(`“${size}” is not a valid size.`, 'Give --max-payload a size such as 64k or 1mb.');
  if (bytes > MAX_PAYLOAD_BYTES) {
    throw usage(`${size} of a message is more than can be kept.`, 'Give --max-payload a size up to 8mb.');
  }
  return Math.floor(bytes);
}

const MAX_TIME_MS = 366 * 86_400_000;

/** @returns milliseconds, up to a year; without a unit, seconds are meant */
export function parseTime(option: string, text: string): number {
  const us = /^[\d.]+$/.test(text) ? Number(text) * 1e6 : parseDurationUs(text);
  if (us === undefined || !(us > 0)) {
    throw usage(`“${text}” is not a valid time.`, `Give --${option} a time such as 500ms, 10s, 2m, 8h or 30d.`);
  }
  if (us / 1000 > MAX_TIME_MS) throw usage(`${text} is too long for --${option}.`, 'Give a time up to a year (366d).');
  return us / 1000;
}

export function parseCount(option: string, text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw usage(`“${text}” is not a valid number of messages.`, `Give --${option} a number such as 1000.`);
}

/**
 * Checks that a filter is valid, before there are messages.
 *
 * @throws UserError with code `usage` that shows the place
 */
export function checkFilter(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const compiled = compileFilter(text, new MessageTable());
  if (!('error' in compiled)) return text;
  const { message, span, suggestion, textSuggestion } = compiled.error;
  const marked = `${text}\n${' '.repeat(span.start)}${'^'.repeat(Math.max(1, span.end - span.start))}`;
  throw new UserError(
    'usage',
    `--${option} is not a valid filter: ${message}.`,
    suggestion === undefined
      ? 'The language is explained in docs/filter-language.md.'
      : `Did you mean: ${suggestion}${textSuggestion === undefined ? '' : `   or, for a channel of that name: ${textSuggestion}`}`,
    marked,
  );
}

/** PowerShell takes the first `--` for itself when it starts a script, as the one that npm installs. */
export function separatorAdvice(platform = process.platform): string {
  return platform === 'win32' ? " In PowerShell, write '--' in quotes." : '';
}

export function usage(message: string, remedy: string): UserError {
  return new UserError('usage', message, remedy);
}
