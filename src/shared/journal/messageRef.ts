/** Names a message of a session. */
export interface MessageRef {
  /** Number of the target in its session. */
  readonly target: number;
  readonly seq: number;
}

/** Whether a value names a message. The value may come from a window or a socket. */
export function isMessageRef(value: unknown): value is MessageRef {
  if (typeof value !== 'object' || value === null) return false;
  const { target, seq } = value as Partial<Record<keyof MessageRef, unknown>>;
  return isId(target) && isId(seq);
}

/** Whether a value is a number that a target, an endpoint, a port or a message can have. */
export function isId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_ffff;
}
