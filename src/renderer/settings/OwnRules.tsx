import { Plus, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import styles from './OwnRules.module.css';

interface OwnRulesProps {
  /** What a rule does. */
  readonly label: string;
  /** What the rules are together. */
  readonly listLabel: string;
  readonly example: string;
  /** How a rule is written. */
  readonly hint: ReactNode;
  /** What is wrong with a rule; undefined: nothing. */
  readonly problemOf: (rule: string) => string | undefined;
  readonly rules: readonly string[];
  readonly onChange: (rules: readonly string[]) => void;
}

/** The user's own rules: what to hide, or what not to hide. */
export function OwnRules({ label, listLabel, example, hint, problemOf, rules, onChange }: OwnRulesProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = (event: FormEvent) => {
    event.preventDefault();
    const rule = draft.trim();
    const wrong = rules.includes(rule) ? 'it is in the list already' : problemOf(rule);
    setProblem(wrong && `“${rule}” can’t be used: ${wrong}.`);
    if (wrong !== undefined) return;
    onChange([...rules, rule]);
    setDraft('');
  };
  const remove = (rule: string) => {
    onChange(rules.filter((other) => other !== rule));
    // The button that had the focus is gone.
    input.current?.focus();
  };
  return (
    <div className={styles.rules}>
      <form className={styles.adding} onSubmit={add}>
        <label htmlFor={id}>{label}</label>
        <div className={styles.line}>
          <input
            ref={input}
            id={id}
            value={draft}
            placeholder={example}
            spellCheck={false}
            aria-invalid={problem !== undefined}
            aria-describedby={problem === undefined ? `${id}-hint` : `${id}-problem`}
            onChange={(event) => {
              setDraft(event.target.value);
              setProblem(undefined);
            }}
          />
          <button type="submit" disabled={draft.trim() === ''}>
            <Plus size={14} aria-hidden="true" /> Add
          </button>
        </div>
        {problem !== undefined && (
          <p id={`${id}-problem`} className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      </form>
      {rules.length > 0 && (
        <ul className={styles.list} aria-label={listLabel}>
          {rules.map((rule) => (
            <li key={rule}>
              <code>{rule}</code>
              <button type="button" aria-label={`Remove ${rule}`} onClick={() => remove(rule)}>
                <X size={13} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
