import { useId, useMemo } from 'react';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './Composer.module.css';

interface ChannelFieldProps {
  readonly channel: string;
  readonly onChange: (channel: string) => void;
}

/** A channel, completed by those that are known. */
export function ChannelField({ channel, onChange }: ChannelFieldProps) {
  const { table } = useSession();
  const listId = useId();
  const registered = useSessionState((state) => state.facts.channels);
  // New channels may come while the user types. The list does not follow them.
  const names = useMemo(() => {
    const ofMessages = table.channels.filter((name) => table.portSourceOfChannel(0, name) === undefined);
    const all = new Set([...registered.map((info) => info.channel), ...ofMessages]);
    return [...all].filter((name) => !/^port \d+$/.test(name)).sort();
  }, [table, registered]);
  return (
    <label className={styles.field}>
      <span>Channel</span>
      <input
        value={channel}
        list={listId}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}
