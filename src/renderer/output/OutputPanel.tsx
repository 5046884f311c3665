import { X } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { IconButton } from '../components/IconButton';
import { useSession, useSessionState } from '../session/SessionContext';
import styles from './OutputPanel.module.css';
import { cssOf, styledLines } from './outputRuns';

/** The app's standard output and error. */
export function OutputPanel() {
  const { windowStore } = useSession();
  const lines = useSessionState((state) => state.output);
  const isOpened = useSessionState((state) => state.capture.phase === 'opened');
  const drawn = useMemo(() => styledLines(lines), [lines]);
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are what the scrolling follows.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [lines]);

  useLayoutEffect(() => windowStore.setState({ unseenErrorLines: 0 }), [windowStore]);

  const onScroll = () => {
    const element = scroller.current;
    if (element !== null) isAtEnd.current = element.scrollHeight - element.clientHeight - element.scrollTop < 8;
  };

  return (
    <section className={styles.panel} aria-label="Output of the app">
      <header className={styles.header}>
        <h2>Output of the app</h2>
        <IconButton icon={X} label="Close the output" onClick={() => windowStore.setState({ isOutputOpen: false })} />
      </header>
      <div ref={scroller} className={styles.lines} tabIndex={0} role="log" onScroll={onScroll}>
        {lines.length === 0 && (
          <p className={styles.none}>{isOpened ? 'The capture has no output.' : 'The app has written nothing yet.'}</p>
        )}
        {drawn.map(({ stream, isRuntime, runs, note }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, and only the end of the list grows.
          <div key={i} className={styles.line} data-stream={stream} data-runtime={isRuntime}>
            {runs.length === 0 && note === undefined && <br />}
            {runs.map(({ text, style }, j) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: nor have runs.
              <pre key={j} style={cssOf(style)}>
                {text}
              </pre>
            ))}
            {note !== undefined && <span className={styles.note}>{note}</span>}
          </div>
        ))}
      </div>
    </section>
  );
}
