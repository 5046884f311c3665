/** The journal lines of one message, in the current version of the format. Payloads are as the journal has them. */
export interface MessageLines {
  readonly message: string;
  /** Present if the answer came after the message was written. */
  readonly outcome?: string | undefined;
  /** Present if the frame reported where its code sent the message. */
  readonly stack?: string | undefined;
}
