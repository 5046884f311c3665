import type { LucideIcon } from 'lucide-react';
import styles from './IconButton.module.css';

interface IconButtonProps {
  readonly icon: LucideIcon;
  /** What it does: its name, and its tooltip. */
  readonly label: string;
  readonly shortcut?: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

/** A button with a sign only. With `isPressed` it is a switch. */
export function IconButton({ icon: Icon, label, shortcut, isPressed, isDisabled, onClick }: IconButtonProps) {
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
    </button>
  );
}
