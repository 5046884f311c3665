/** What an export is made of: text before, text for each message, text after. Writers keep next to nothing in memory. */

import type { EndpointInfo } from '../columns/endpointInfo';
import type { SessionFacts } from '../columns/sessionFacts';
import type { FlatMessage } from './flatMessage';

/** A message and what stands around it in the session. */
export interface ExportedMessage {
  readonly flat: FlatMessage;
  /** Number of its target. */
  readonly target: number;
  /** Microseconds since the Unix epoch; see `FlatMessage.time`. */
  readonly atUs: number;
  readonly from: EndpointInfo | undefined;
  readonly to: EndpointInfo | undefined;
}

export interface ExportContext {
  readonly facts: SessionFacts;
  /** Name and version of this program. */
  readonly writer: { readonly name: string; readonly version: string };
  /** When the first message of the session was sent, in microseconds since the Unix epoch. */
  readonly startUs: number;
  /** A person opens it next, and not a script. */
  readonly isForSpreadsheet: boolean;
}

export interface ExportWriter {
  begin(): string;
  /** @param message they come in the order of the session */
  message(message: ExportedMessage): string;
  end(): string;
}
