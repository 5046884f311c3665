import type { LucideIcon } from 'lucide-react';
import styles from './IconButton.module.css';

interface IconButtonProps {
  readonly icon: LucideIcon;
  /** What it does: its name, and its tooltip. */
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  /** Shows a dot: there is something new, as the label says. */
  readonly hasNews?: boolean;
  readonly onClick: () => void;
}

/** A button with an icon only. With `isPressed` it is a switch. */
export function IconButton({ icon: Icon, label, shortcut, isPressed, isDisabled, hasNews, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      aria-pressed={isPressed}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon size={16} strokeWidth={2} aria-hidden="true" />
      {hasNews && <span className={styles.news} />}
    </button>
  );
}
