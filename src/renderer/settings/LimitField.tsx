import { TextField } from './TextField';

interface LimitFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** 0: no limit. */
  readonly value: number;
  readonly write: (value: number) => string;
  /** @returns undefined if the text is none */
  readonly read: (text: string) => number | undefined;
  /** What to give, as “a number such as 100”. */
  readonly expected: string;
  readonly onChange: (value: number) => void;
}

/** A limit, or none. */
export function LimitField({ label, hint, value, write, read, expected, onChange }: LimitFieldProps) {
  const take = (text: string): string | undefined => {
    const trimmed = text.trim();
    const limit = NONE.test(trimmed) ? 0 : read(trimmed);
    if (limit === undefined || !Number.isSafeInteger(limit) || limit < 0) {
      return `“${text}” is not a valid limit. Give ${expected}, or “none”.`;
    }
    onChange(limit);
    return undefined;
  };
  return <TextField label={label} hint={hint} text={value === 0 ? 'none' : write(value)} take={take} />;
}

const NONE = /^(none|no limit|0|)$/i;
