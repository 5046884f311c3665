import { quote } from '../../shared/value/inspect';
import { copyText } from '../session/copyMessages';
import { useSession } from '../session/SessionContext';
import styles from './StackFrames.module.css';

/** Nobody reads more frames, but hostile stacks have more. */
const MAX_FRAMES = 200;

/**
 * The frames of a stack, one a line; a click copies where it is in the source.
 *
 * @param stack a frame a line
 */
export function StackFrames({ stack }: { readonly stack: string }) {
  const session = useSession();
  const lines = stack.split('\n');
  return (
    <ol className={styles.frames}>
      {lines.slice(0, MAX_FRAMES).map((line, index) => {
        const { name, location } = parseStackFrame(line);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stack never changes, and may name the same frame twice.
          <li key={index}>
            <span className={styles.at}>at </span>
            {name !== '' && <span className={styles.name}>{visible(name)} </span>}
            {location !== undefined && (
              <button
                type="button"
                title="Copy this place"
                onClick={() => void copyText(session, location, 'Place in the source copied')}
              >
                {name === '' ? visible(location) : `(${visible(location)})`}
              </button>
            )}
          </li>
        );
      })}
      {lines.length > MAX_FRAMES && <li>… {lines.length - MAX_FRAMES} more lines</li>}
    </ol>
  );
}

/** Characters that hide or reorder text are shown as escapes. */
function visible(text: string): string {
  return quote(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}

/** A line of a call stack, as V8 writes it. */
interface StackFrame {
  /** The function, or the whole line where it can't be separated. */
  readonly name: string;
  /** `/app/main.js:12:3`; undefined where there is none. */
  readonly location: string | undefined;
}

/** A location ends in line and column. */
const LOCATION = /^(.*:\d+:\d+)$/;

function parseStackFrame(line: string): StackFrame {
  const text = line.trim().replace(/^at /, '');
  const open = text.endsWith(')') ? text.lastIndexOf(' (') : -1;
  const location = LOCATION.exec(open === -1 ? text : text.slice(open + 2, -1))?.[1];
  if (location === undefined) return { name: text, location };
  return { name: open === -1 ? '' : text.slice(0, open), location };
}
