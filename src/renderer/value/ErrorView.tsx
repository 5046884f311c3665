import type { OutcomeError } from '../../shared/journal/entries';
import { type EncodedError, type EncodedValue, isTagged } from '../../shared/value/encodedValue';
import { textOf } from '../../shared/value/inspect';
import { childrenOf } from '../../shared/value/valueTree';
import styles from './ErrorView.module.css';
import { StackFrames } from './StackFrames';
import { ValueTree } from './ValueTree';

/** The original error in main with its stack and causes, and the text that the caller got. */
export function ErrorView({ error }: { readonly error: OutcomeError }) {
  const original = error.value;
  return (
    <div className={styles.error}>
      {original !== undefined && (
        <div className={styles.side}>
          {error.text !== undefined && <h4>In main</h4>}
          <Original value={original} />
        </div>
      )}
      {error.text !== undefined && (
        <div className={styles.side}>
          <h4>The caller got</h4> <p className={styles.crossed}>{error.text}</p>
        </div>
      )}
      {error.place !== undefined && (
        <div className={styles.side}>
          <h4>Could not be cloned</h4> <p className={styles.crossed}>{error.place}</p>
        </div>
      )}
    </div>
  );
}

function Original({ value }: { readonly value: EncodedValue }) {
  if (!isEncodedError(value))
    return <ValueTree label="Error" roots={[{ label: 'thrown', isSynthetic: true, value }]} />;
  const frames = value.stack === undefined ? '' : framesOf(value);
  const props = value.props === undefined ? [] : childrenOf(value.props);
  return (
    <>
      <p className={styles.headline}>
        <b>{value.name}</b> {textOf(value.message)}
      </p>
      {frames !== '' && <StackFrames stack={frames} />}
      {props.length > 0 && <ValueTree label="Properties of the error" roots={props} />}
      {value.cause !== undefined && (
        <div className={styles.cause}>
          <h4>Caused by</h4>
          <Original value={value.cause} />
        </div>
      )}
    </>
  );
}

function isEncodedError(value: EncodedValue): value is EncodedError {
  return isTagged(value) && value.$ === 'error';
}

/** The stack without its first lines, which repeat name and message. */
function framesOf(error: EncodedError): string {
  const stack = textOf(error.stack ?? '');
  const firstFrame = stack.search(/^\s+at /m);
  if (firstFrame !== -1) return stack.slice(firstFrame).replace(/^\s+/gm, '');
  return stack.endsWith(textOf(error.message)) ? '' : stack;
}
