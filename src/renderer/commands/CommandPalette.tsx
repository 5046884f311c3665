import { Command as Palette } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useSession, useWindowState } from '../session/SessionContext';
import styles from './CommandPalette.module.css';
import { type Command, canRun, chordsOf, groupsOf } from './command';
import { Keys } from './Keys';

/** All enabled commands, searched by a part of their names. */
export function CommandPalette({ commands }: { readonly commands: readonly Command[] }) {
  const session = useSession();
  const isOpen = useWindowState((state) => state.helpDialog === 'commands');
  const close = () => session.windowStore.setState({ helpDialog: undefined });
  const run = (command: Command) => {
    close();
    // After the dialog has returned the focus, so that a command can move it.
    requestAnimationFrame(() => command.run?.(session));
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <div className={styles.backdrop}>
          <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
            <Dialog.Title className={styles.visuallyHidden}>All commands</Dialog.Title>
            <Palette label="Commands" loop className={styles.palette} filter={scoreOf}>
              <Commands commands={commands} onRun={run} />
            </Palette>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface CommandsProps {
  readonly commands: readonly Command[];
  readonly onRun: (command: Command) => void;
}

function Commands({ commands, onRun }: CommandsProps) {
  const session = useSession();
  const [typed, setTyped] = useState('');
  const offered = commands.filter(
    (command) => canRun(command, session) && (command.isOneOfMany !== true || typed.trim() !== ''),
  );
  return (
    <>
      <Palette.Input placeholder="Type a command" className={styles.input} value={typed} onValueChange={setTyped} />
      <Palette.List className={styles.list}>
        <Palette.Empty className={styles.empty}>No command matches.</Palette.Empty>
        {groupsOf(offered).map(([group, members]) => (
          <Palette.Group key={group} heading={group} className={styles.group}>
            {members.map((command) => (
              <Palette.Item
                key={command.id}
                value={command.id}
                keywords={[command.label, group, command.words ?? '']}
                className={styles.item}
                onSelect={() => onRun(command)}
              >
                <span className={styles.label}>{command.label}</span>
                <FirstKeys of={command} />
              </Palette.Item>
            ))}
          </Palette.Group>
        ))}
      </Palette.List>
    </>
  );
}

/** Every typed word must occur. Matches in the label, and at the beginning of a word, rank higher. */
function scoreOf(_id: string, typed: string, keywords: string[] = []): number {
  const [label = '', ...others] = keywords.map((text) => text.toLowerCase());
  let score = 1;
  for (const word of typed.toLowerCase().split(/\s+/)) {
    if (` ${label}`.includes(` ${word}`)) continue;
    if (label.includes(word)) score *= 0.8;
    else if (others.some((text) => text.includes(word))) score *= 0.5;
    else return 0;
  }
  return score;
}

function FirstKeys({ of: command }: { readonly of: Command }) {
  const [chord] = chordsOf(command);
  return chord === undefined ? null : <Keys chord={chord} />;
}
