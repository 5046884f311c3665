import { Fragment } from 'react';
import { Dialog } from '../components/Dialog';
import { useSession, useWindowState } from '../session/SessionContext';
import { type Command, chordsOf, groupsOf } from './command';
import { Keys } from './Keys';
import styles from './ShortcutSheet.module.css';
import { WIDGET_KEYS } from './widgetKeys';

/** The list of all shortcuts. */
export function ShortcutSheet({ commands }: { readonly commands: readonly Command[] }) {
  const { windowStore } = useSession();
  const isOpen = useWindowState((state) => state.helpDialog === 'shortcuts');
  const groups = groupsOf(commands.filter(({ keys }) => keys !== undefined));
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => windowStore.setState({ helpDialog: undefined })}
      title="Keyboard shortcuts"
      size="wide"
    >
      <div className={styles.groups} tabIndex={0}>
        {groups.map(([group, members]) => (
          <Group key={group} title={group}>
            {members.map((command) => (
              <Shortcut key={command.id} label={command.label} keys={chordsOf(command)} />
            ))}
          </Group>
        ))}
        {WIDGET_KEYS.map(({ title, keys }) => (
          <Group key={title} title={title}>
            {keys.map(([label, ...chords]) => (
              <Shortcut key={label} label={label} keys={chords} />
            ))}
          </Group>
        ))}
      </div>
    </Dialog>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className={styles.group}>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function Shortcut({ label, keys }: { readonly label: string; readonly keys: readonly string[] }) {
  return (
    <div className={styles.shortcut}>
      <dt>{label}</dt>
      <dd>
        {keys.map((chord, i) => (
          <Fragment key={chord}>
            {i > 0 && <span className={styles.or}>or</span>}
            <Keys chord={chord} />
          </Fragment>
        ))}
      </dd>
    </div>
  );
}
