/** The fields of the settings. */

import { Switch } from 'radix-ui';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { parseSizeBytes } from '../../shared/filter/units';
import { isPayloadCap } from '../../shared/link/agentSettings';
import styles from './fields.module.css';
import { sizeText } from './sizeText';

const NONE = /^(none|no limit|0|)$/i;

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly text: string;
  readonly isDisabled?: boolean;
  /** @returns what is wrong; undefined: the text was accepted */
  readonly take: (text: string) => string | undefined;
}

/** A text field. Enter, or leaving the field, submits its text. */
function TextField({ label, hint, text, isDisabled, take }: TextFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState(text);
  const [problem, setProblem] = useState<string>();
  useEffect(() => setDraft(text), [text]);
  const finish = () => {
    if (draft === text) setProblem(undefined);
    else setProblem(take(draft));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') finish();
  };
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
        {problem !== undefined && (
          <p id={`${id}-problem`} className={styles.problem} role="alert">
            {problem}
          </p>
        )}
      </div>
      <input
        id={id}
        className={styles.input}
        value={draft}
        disabled={isDisabled}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? (hint === undefined ? undefined : `${id}-hint`) : `${id}-problem`}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={finish}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly isDisabled: boolean;
  readonly onChange: (value: number) => void;
}

/** A whole number from 1 on. */
export function NumberField({ label, value, max, isDisabled, onChange }: NumberFieldProps) {
  const take = (text: string): string | undefined => {
    const number = /^\d+$/.test(text.trim()) ? Number(text) : 0;
    if (number < 1 || number > max) return `Give a number from 1 to ${max}.`;
    onChange(number);
    return undefined;
  };
  return <TextField label={label} text={String(value)} isDisabled={isDisabled} take={take} />;
}

interface PayloadFieldProps {
  readonly bytes: number;
  readonly onChange: (bytes: number) => void;
}

export function PayloadField({ bytes, onChange }: PayloadFieldProps) {
  const take = (text: string): string | undefined => {
    const size = parseSizeBytes(text.trim());
    if (size === undefined) return `“${text}” is not a valid size. Give one such as 64 KB or 1 MB.`;
    if (!isPayloadCap(Math.floor(size))) return 'That is above the maximum. Give a size up to 8 MB.';
    onChange(Math.floor(size));
    return undefined;
  };
  return (
    <TextField
      label="Maximum payload per message"
      hint="Applies to the arguments, and to the result. Longer values are cut and marked."
      text={sizeText(bytes)}
      take={take}
    />
  );
}

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

interface SwitchRowProps {
  readonly label: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function SwitchRow({ label, hint, isOn, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      </div>
      <Switch.Root
        id={id}
        className={styles.switch}
        aria-describedby={`${id}-hint`}
        checked={isOn}
        onCheckedChange={onChange}
      >
        <Switch.Thumb className={styles.thumb} />
      </Switch.Root>
    </div>
  );
}
