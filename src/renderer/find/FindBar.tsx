import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { compileFilter } from '../../shared/filter/compile';
import { formatCount } from '../../shared/format/format';
import { IconButton } from '../components/IconButton';
import { useSession, useWindowState } from '../session/SessionContext';
import styles from './FindBar.module.css';
import { findMessage } from './findMessage';

/** Finds messages one by one, without hiding the others. It takes the filter language. */
export function FindBar() {
  const isOpen = useWindowState((state) => state.find.isOpen);
  return isOpen ? <OpenFindBar /> : null;
}

function OpenFindBar() {
  const session = useSession();
  const { request } = useWindowState((state) => state.find);
  const [text, setText] = useState('');
  const [status, setStatus] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const search = useRef<AbortController>(undefined);

  const stop = () => {
    search.current?.abort();
    search.current = undefined;
  };
  useEffect(() => () => search.current?.abort(), []);

  const find = async (step: 1 | -1) => {
    stop();
    if (text.trim() === '') return;
    const compiled = compileFilter(text, session.table);
    if ('error' in compiled) {
      setStatus(`${compiled.error.message}.`);
      return;
    }
    const controller = new AbortController();
    search.current = controller;
    const { signal } = controller;
    const onProgress = (looked: number) => setStatus(`${formatCount(looked)} searched …`);
    const row = await findMessage(session, { filter: compiled.filter, step, signal, onProgress });
    if (signal.aborted) return;
    setStatus(row === undefined ? 'none' : '');
    if (row === undefined) return;
    session.setFollowing(false);
    session.select(row);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: each request asks once.
  useEffect(() => {
    if (request.number === 0 || text.trim() === '') {
      input.current?.focus();
      input.current?.select();
    } else void find(request.step);
  }, [request.number]);

  const close = () => {
    stop();
    session.windowStore.setState({ find: { isOpen: false, request: { number: 0, step: 1 } } });
    document.querySelector<HTMLElement>('[role=grid]')?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void find(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.bar} role="search" aria-label="Find messages">
      <input
        ref={input}
        type="text"
        aria-label="Find"
        placeholder="Find: notes   is:error"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          stop();
          setStatus('');
          setText(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <span className={styles.status} role="status">
        {status}
      </span>
      <IconButton icon={ChevronUp} label="Find previous" shortcut="Shift+Enter" onClick={() => void find(-1)} />
      <IconButton icon={ChevronDown} label="Find next" shortcut="Enter" onClick={() => void find(1)} />
      <IconButton icon={X} label="Close find" shortcut="Esc" onClick={close} />
    </div>
  );
}
