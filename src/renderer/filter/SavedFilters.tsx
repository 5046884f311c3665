import { Bookmark, Trash2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import { IconButton } from '../components/IconButton';
import iconButtonStyles from '../components/IconButton.module.css';
import { usePreference } from '../session/preferences';
import { useSession, useWindowState } from '../session/SessionContext';
import styles from './SavedFilters.module.css';

/** Saved filters, with names. The user can apply, add and delete them. */
export function SavedFilters() {
  const { windowStore } = useSession();
  const isOpen = useWindowState((state) => state.areSavedFiltersOpen);
  const setOpen = (areSavedFiltersOpen: boolean) => windowStore.setState({ areSavedFiltersOpen });
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={iconButtonStyles.button} aria-label="Saved filters" title="Saved filters">
        <Bookmark size={15} strokeWidth={2} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.popover} align="end" sideOffset={7} aria-label="Saved filters">
          <SaveForm />
          <SavedList onUse={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function SaveForm() {
  const { preferences } = useSession();
  const saved = usePreference(({ savedFilters }) => savedFilters);
  const text = useWindowState((state) => state.filterText.trim());
  const isWrong = useWindowState((state) => state.filterError !== undefined);
  const [name, setName] = useState('');
  if (text === '' || isWrong) {
    return (
      <p className={styles.note}>
        {isWrong ? 'This can’t be saved: it is not a valid filter.' : 'Type a filter, to save it here.'}
      </p>
    );
  }
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim() === '' ? text : name.trim();
    preferences.change({ savedFilters: [...saved.filter((other) => other.name !== wanted), { name: wanted, text }] });
    setName('');
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <label>
        <span>
          Save <code>{text}</code> as
        </span>
        <input type="text" value={name} placeholder="a name" onChange={(event) => setName(event.target.value)} />
      </label>
      <button type="submit">Save</button>
    </form>
  );
}

function SavedList({ onUse }: { readonly onUse: () => void }) {
  const session = useSession();
  const saved = usePreference(({ savedFilters }) => savedFilters);
  if (saved.length === 0) return null;
  return (
    <ul className={styles.list} aria-label="Saved filters">
      {saved.map(({ name, text }) => (
        <li key={name}>
          <button
            type="button"
            className={styles.use}
            onClick={() => {
              session.setFilter(text);
              onUse();
            }}
          >
            <b>{name}</b>
            {name !== text && <code>{text}</code>}
          </button>
          <IconButton
            icon={Trash2}
            label={`Delete ${name}`}
            onClick={() => session.preferences.change({ savedFilters: saved.filter((other) => other.name !== name) })}
          />
        </li>
      ))}
    </ul>
  );
}
