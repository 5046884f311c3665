import { useMemo, useState } from 'react';
import { formatCount } from '../../shared/format/format';
import type { EncodedValue } from '../../shared/value/encodedValue';
import styles from './LongText.module.css';

const FIRST_BYTES = 256;
const STEP_BYTES = 4096;
const BYTES_A_LINE = 16;

/** Bytes as offsets, hexadecimal digits and characters, more of them on demand. */
export function HexView({ value }: { readonly value: EncodedValue }) {
  const [shownBytes, setShownBytes] = useState(FIRST_BYTES);
  const bytes = useMemo(() => recordedBytes(value), [value]);
  const dump = useMemo(() => hexDump(bytes.subarray(0, shownBytes)), [bytes, shownBytes]);
  const rest = bytes.length - shownBytes;
  if (bytes.length === 0) return <span>no bytes recorded</span>;
  return (
    <div className={styles.box}>
      <pre className={styles.text} tabIndex={0}>
        {dump}
      </pre>
      {rest > 0 && (
        <button type="button" onClick={() => setShownBytes(shownBytes + STEP_BYTES)}>
          Show {formatCount(Math.min(rest, STEP_BYTES))} more of {formatCount(rest)} bytes
        </button>
      )}
    </div>
  );
}

function recordedBytes(value: EncodedValue): Uint8Array {
  const base64 = typeof value === 'object' && value !== null && 'base64' in value ? value.base64 : '';
  if (typeof base64 !== 'string') return new Uint8Array();
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += BYTES_A_LINE) {
    const line = bytes.subarray(offset, offset + BYTES_A_LINE);
    const digits = Array.from(line, (byte) => byte.toString(16).padStart(2, '0'));
    const halves = [digits.slice(0, 8).join(' '), digits.slice(8).join(' ')].join('  ').padEnd(48);
    const characters = Array.from(line, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(
      '',
    );
    lines.push(`${offset.toString(16).padStart(6, '0')}  ${halves}  ${characters}`);
  }
  return lines.join('\n');
}
