import { Plus, X } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { ruleProblem } from '../../shared/link/captureChoices';
import styles from './OwnRules.module.css';

interface OwnRulesProps {
  readonly rules: readonly string[];
  readonly onChange: (rules: readonly string[]) => void;
}

/** Rules of the user's own, which hide more. */
export function OwnRules({ rules, onChange }: OwnRulesProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = (event: FormEvent) => {
    event.preventDefault();
    const rule = draft.trim();
    const wrong = rules.includes(rule) ? 'it is in the list already' : ruleProblem(rule);
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
        <label htmlFor={id}>Hide this as well</label>
        <div className={styles.line}>
          <input
            ref={input}
            id={id}
            value={draft}
            placeholder="iban"
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
          A key: <code>iban</code>, <code>*pin</code>. A place: <code>args.0.card</code>,{' '}
          <code>result.*.ssn@users:*</code>. A pattern: <code>/\d{'{16}'}/</code>.
        </p>
      </form>
      {rules.length > 0 && (
        <ul className={styles.list} aria-label="Own rules">
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
