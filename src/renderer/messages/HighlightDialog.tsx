import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { HIGHLIGHT_COLORS, type HighlightColor, type HighlightRule } from '../../shared/bridge/windowPreferences';
import { compileFilter } from '../../shared/filter/compile';
import { Dialog } from '../components/Dialog';
import { IconButton } from '../components/IconButton';
import { usePreference } from '../session/preferences';
import { useSession, useWindowState } from '../session/SessionContext';
import styles from './HighlightDialog.module.css';

/** Rules that give messages a colour and a label. Changes apply at once. */
export function HighlightDialog() {
  const { windowStore } = useSession();
  const dialog = useWindowState((state) => state.highlightDialog);
  return (
    <Dialog
      isOpen={dialog !== undefined}
      onClose={() => windowStore.setState({ highlightDialog: undefined })}
      title="Highlight rules"
      lead="Each message is shown as its first matching rule says. Rules do not look at payloads."
      size="medium"
    >
      {dialog !== undefined && <Rules newFilter={dialog.newFilter} />}
    </Dialog>
  );
}

function Rules({ newFilter }: { readonly newFilter: string | undefined }) {
  const { preferences } = useSession();
  const rules = usePreference(({ highlightRules }) => highlightRules);
  const change = (highlightRules: readonly HighlightRule[]) => preferences.change({ highlightRules });
  const add = (filter: string) => {
    const color = HIGHLIGHT_COLORS[rules.length % HIGHLIGHT_COLORS.length] as HighlightColor;
    change([...rules, { filter, label: '', color }]);
  };
  return (
    <>
      <ul className={styles.rules}>
        {rules.map((rule, index) => (
          <Rule
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place only.
            key={index}
            rule={rule}
            onChange={(changed) => change(rules.map((other, i) => (i === index ? changed : other)))}
            onDelete={() => change(rules.filter((_, i) => i !== index))}
          />
        ))}
      </ul>
      {rules.length === 0 && <p className={styles.none}>There are no rules yet.</p>}
      <div className={styles.actions}>
        {newFilter !== undefined && rules.every(({ filter }) => filter !== newFilter) && (
          <button type="button" onClick={() => add(newFilter)}>
            <Plus size={14} aria-hidden="true" /> Add a rule for <code>{newFilter}</code>
          </button>
        )}
        <button type="button" onClick={() => add('is:error')}>
          <Plus size={14} aria-hidden="true" /> Add a rule
        </button>
      </div>
    </>
  );
}

interface RuleProps {
  readonly rule: HighlightRule;
  readonly onChange: (rule: HighlightRule) => void;
  readonly onDelete: () => void;
}

function Rule({ rule, onChange, onDelete }: RuleProps) {
  const { table } = useSession();
  const problemId = useId();
  const compiled = compileFilter(rule.filter, table);
  const problem =
    'error' in compiled
      ? `${compiled.error.message}.`
      : compiled.filter.conditions.length > 0
        ? 'Highlight rules do not search payloads.'
        : undefined;
  return (
    <li className={styles.rule}>
      <select
        aria-label="Colour"
        data-highlight={rule.color}
        value={rule.color}
        onChange={(event) => onChange({ ...rule, color: event.target.value as HighlightColor })}
      >
        {HIGHLIGHT_COLORS.map((color) => (
          <option key={color}>{color}</option>
        ))}
      </select>
      <input
        type="text"
        aria-label="Filter"
        className={styles.filter}
        value={rule.filter}
        spellCheck={false}
        aria-invalid={'error' in compiled}
        aria-describedby={problem === undefined ? undefined : problemId}
        onChange={(event) => onChange({ ...rule, filter: event.target.value })}
      />
      <input
        type="text"
        aria-label="Label"
        placeholder="label"
        value={rule.label}
        onChange={(event) => onChange({ ...rule, label: event.target.value })}
      />
      <IconButton icon={Trash2} label="Delete the rule" onClick={onDelete} />
      {problem !== undefined && (
        <p id={problemId} className={styles.problem} data-wrong={'error' in compiled}>
          {problem}
        </p>
      )}
    </li>
  );
}
