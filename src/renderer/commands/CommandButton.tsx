import type { LucideIcon } from 'lucide-react';
import { IconButton } from '../components/IconButton';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { type Command, canRun, shortcutOf } from './command';

interface CommandButtonProps {
  readonly command: Command;
  readonly icon: LucideIcon;
  /** Without it, the label of the command. */
  readonly label?: string;
  readonly isPressed?: boolean;
  /** Shows a dot: there is something new, as the label says. */
  readonly hasNews?: boolean;
}

/** A button with an icon only that runs a command. It is disabled while the command is. */
export function CommandButton({ command, icon, label = command.label, ...look }: CommandButtonProps) {
  const session = useSession();
  // Whether the command is enabled may depend on either.
  useSessionState(() => canRun(command, session));
  const isEnabled = useWindowState(() => canRun(command, session));
  return (
    <IconButton
      icon={icon}
      label={label}
      shortcut={shortcutOf(command)}
      isDisabled={!isEnabled}
      onClick={() => command.run?.(session)}
      {...look}
    />
  );
}
