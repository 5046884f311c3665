import { choicesOf, hasTerm, inverted, isInverted, toggledTerm, withChoices } from '../../shared/filter/edit';
import { DIRECTIONS, MESSAGE_KINDS } from '../../shared/journal/entries';
import { useSession, useWindowState } from '../session/SessionContext';
import { ChoiceMenu } from './ChoiceMenu';
import styles from './FilterChips.module.css';
import { rememberFilter } from './filterCommands';

/** Statuses with a chip. Several chips are joined by "or". */
const STATUS_CHIPS = [
  ['error', 'Errors'],
  ['unhandled', 'Unhandled'],
  ['lost', 'Lost'],
  ['pending', 'Pending'],
] as const;

const TERM_CHIPS = [
  ['dur>100ms', 'Slow', 'Took more than 100 ms'],
  ['kind:sendSync', 'Sync', 'The frame was blocked until the answer'],
  ['port:*', 'Ports', 'On a port, or carried one'],
  ['is:marked', 'Marked', 'Marked by you'],
] as const;

/** Frequent conditions. A click writes them into the filter, where the user can see and change them. */
export function FilterChips() {
  const session = useSession();
  const text = useWindowState((state) => state.filterText);
  const statuses = choicesOf(text, 'status');
  const change = (next: string) => {
    session.setFilter(next);
    rememberFilter(session);
  };
  const toggleStatus = (status: string) => {
    const isOn = statuses.includes(status);
    change(withChoices(text, 'status', isOn ? statuses.filter((other) => other !== status) : [...statuses, status]));
  };
  return (
    <div className={styles.chips} role="toolbar" aria-label="Quick filters">
      <ChoiceMenu label="Kind" filterKey="kind" values={MESSAGE_KINDS} text={text} onChange={change} />
      <ChoiceMenu label="Direction" filterKey="dir" values={DIRECTIONS} text={text} onChange={change} />
      <span className={styles.divider} />
      {STATUS_CHIPS.map(([status, label]) => (
        <Chip
          key={status}
          label={label}
          title={`status:${status}`}
          isOn={statuses.includes(status)}
          onClick={() => toggleStatus(status)}
        />
      ))}
      <span className={styles.divider} />
      {TERM_CHIPS.map(([term, label, help]) => (
        <Chip
          key={term}
          label={label}
          title={`${help}: ${term}`}
          isOn={hasTerm(text, term)}
          onClick={() => change(toggledTerm(text, term))}
        />
      ))}
      <span className={styles.divider} />
      <Chip
        label="Invert"
        title="Show what the filter hides, and hide what it shows"
        isOn={isInverted(text)}
        isDisabled={text.trim() === ''}
        onClick={() => change(inverted(text))}
      />
    </div>
  );
}

interface ChipProps {
  readonly label: string;
  readonly title: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

function Chip({ label, title, isOn, isDisabled, onClick }: ChipProps) {
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={isOn}
      title={title}
      disabled={isDisabled}
      onClick={onClick}
    >
      {label}
    </button>
  );
}
