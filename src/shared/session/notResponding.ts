/** That the main process of an app does not respond, and what is known of the reason. */

/**
 * What its main thread does. `computes`: it uses the processor; `waits`: it sleeps, for something outside of JavaScript; `stopped`: by
 * a signal or a debugger.
 */
export type NotRespondingCause = 'computes' | 'waits' | 'stopped';

/** A message that may block main, by its row in the session. */
export interface BlockingMessage {
  readonly row: number;
  readonly channel: string;
}

export interface NotResponding {
  /** Milliseconds since the epoch. */
  readonly sinceMs: number;
  /** Absent where the system does not tell. */
  readonly cause?: NotRespondingCause;
  /** The message whose listeners have not returned. */
  readonly message?: BlockingMessage;
  /** Without such a message: calls that were not answered yet, the newest first. What follows an `await` in one of them may be the reason. */
  readonly openCalls: readonly BlockingMessage[];
}

const CAUSES: { readonly [C in NotRespondingCause]: string } = {
  computes: 'It is computing.',
  waits: 'It waits for something outside, such as a dialog, a synchronous call or a breakpoint.',
  stopped: 'It is stopped, by SIGSTOP or a debugger.',
};

/** As `Main has not responded for 4.2 s, since report:build`. @param duration in words */
export function notRespondingTitle(state: NotResponding, duration: string): string {
  const { words, channel = '' } = notRespondingParts(state, duration);
  return words + channel;
}

/** The same in parts, for where the channel has a style of its own, and apps have names. */
export function notRespondingParts(
  { message }: NotResponding,
  duration: string,
  main = 'Main',
): { readonly words: string; readonly channel?: string } {
  const words = `${main} has not responded for ${duration}`;
  return message === undefined ? { words } : { words: `${words}, since `, channel: message.channel };
}

/** The same of what is over. */
export function didNotRespondTitle({ message }: NotResponding, duration: string): string {
  return `Main did not respond for ${duration}${since(message)}`;
}

function since(message: BlockingMessage | undefined): string {
  return message === undefined ? '' : `, since ${message.channel}`;
}

/** The known facts about the reason, in sentences; empty where nothing is known. */
export function notRespondingReason({ cause, message, openCalls }: NotResponding): string {
  const sentences = cause === undefined ? [] : [CAUSES[cause]];
  if (message === undefined && cause !== 'stopped') {
    const names = openCalls.map(({ channel }) => channel).join(', ');
    sentences.push(
      openCalls.length === 0
        ? 'No message is being handled: main runs other code.'
        : `No message is being handled. Open calls, whose continuation may be the reason: ${names}.`,
    );
  }
  return sentences.join(' ');
}
