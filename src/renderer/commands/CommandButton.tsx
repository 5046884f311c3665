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
  /** It has a dot: there is something new behind it, as the label says. */
  readonly hasNews?: boolean;
}

/** A button with a sign only that runs a command, and is disabled while the command makes no sense. */
export function CommandButton({ command, icon, label = command.label, ...look }: CommandButtonProps) {
  const session = useSession();
  // Whether it makes sense may depend on either.
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
