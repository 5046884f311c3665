import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ControlReader } from '../../../../src/agent/link/controlReader';
import {
  checkAgentSettings,
  DEFAULT_AGENT_SETTINGS,
  MAX_PAYLOAD_BYTES,
} from '../../../../src/shared/link/agentSettings';
import { CONTROL_VERSION, decodeControl, encodeControl } from '../../../../src/shared/link/control';

describe('control messages', () => {
  test('come back as they were sent', () => {
    const message = { type: 'configure', settings: DEFAULT_AGENT_SETTINGS } as const;
    expect(decodeControl(encodeControl(message))).toEqual(message);
    expect(decodeControl(encodeControl({ type: 'configure', settings: {} }))).toEqual({
      type: 'configure',
      settings: {},
    });
  });

  test('of another version, another type or with a wrong setting are ignored as a whole', () => {
    const line = (change: object) =>
      JSON.stringify({ control: CONTROL_VERSION, type: 'configure', settings: { stackFrames: 5 }, ...change });
    expect(decodeControl(line({}))).toBeDefined();
    expect(decodeControl(line({ unknown: 1 }))).toBeDefined();
    const wrong = [
      { control: 2 },
      { type: 'replay' },
      { settings: null },
      { settings: { maxPayloadBytes: MAX_PAYLOAD_BYTES + 1 } },
      { settings: { maxPayloadBytes: 1.5 } },
      { settings: { stackFrames: '5' } },
      { settings: { stackFrames: 5, redaction: { keys: [] } } },
    ];
    for (const change of wrong) expect(decodeControl(line(change)), JSON.stringify(change)).toBeUndefined();
  });

  test('of any other form are ignored', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect(decodeControl(line)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (settings) => {
        const checked = checkAgentSettings(settings);
        if (checked !== undefined) expect(checkAgentSettings(checked)).toEqual(checked);
      }),
    );
  });
});

describe('the reader', () => {
  const read = (chunks: readonly Uint8Array[], maxLineBytes = 100): string[] => {
    const lines: string[] = [];
    const reader = new ControlReader(maxLineBytes, (line) => lines.push(line));
    for (const chunk of chunks) reader.push(Buffer.from(chunk));
    return lines;
  };

  test('gives the same lines however the bytes are cut', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\n', '')));
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 7 }), (lines, step) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, i) =>
          bytes.subarray(i * step, (i + 1) * step),
        );
        expect(read(chunks, 1000)).toEqual(lines.filter((line) => line !== ''));
      }),
    );
  });

  test('passes over a line that is too long, and reads the next', () => {
    const long = Buffer.from('x'.repeat(60));
    expect(read([long, long, Buffer.from('\nshort\n')])).toEqual(['short']);
    expect(read([Buffer.from(`${'x'.repeat(101)}\nshort\nopen`)])).toEqual(['short']);
  });
});
