import { describe, expect, it } from 'vitest';
import { BatchWriter } from '../../../../src/agent/link/batchWriter';

/** Lengths around those at which the writer joins pieces, grows, and gives its memory up. */
const LENGTHS = [0, 1, 8191, 8192, 8193, 50_000, 131_072, 700_000];

describe('BatchWriter', () => {
  it.each(LENGTHS)('writes pieces of %i characters in order, as UTF-8', (length) => {
    const writer = new BatchWriter();
    const piece = 'ä€😀x'.repeat(Math.ceil(length / 5)).slice(0, length);
    for (const round of [1, 2]) {
      writer.text(`<${round}`);
      writer.text(piece);
      writer.ascii('A'.repeat(length));
      writer.text('>');
      const expected = Buffer.from(`<${round}${piece}${'A'.repeat(length)}>`, 'utf8');
      expect(Buffer.compare(writer.take(), expected)).toBe(0);
    }
  });

  it.each(['a', 'é', '€', 'ā', '😀', '\ud800'])('writes long pieces that end with %j among ASCII', (end) => {
    const writer = new BatchWriter();
    for (const length of [10, 300, 70_000]) {
      const piece = 'A'.repeat(length) + end;
      writer.text(piece);
      expect(Buffer.compare(writer.take(), Buffer.from(piece, 'utf8'))).toBe(0);
    }
  });

  it('has nothing to take where nothing was written', () => {
    expect(new BatchWriter().take()).toHaveLength(0);
  });

  it('keeps what is held, in at most twice the memory that it has bytes, and uses that again', () => {
    const writer = new BatchWriter();
    const held = Array.from({ length: 40 }, (_, index) => {
      const text = String.fromCharCode(97 + (index % 26)).repeat(1 + (index % 7) * 25_000);
      writer.ascii(text);
      const taken = writer.take();
      // The system has taken some of it.
      const rest = taken.subarray(index % 3);
      return { text: text.slice(index % 3), ...writer.hold(rest) };
    });
    let partlyFilled = 0;
    for (const { text, bytes } of held) {
      expect(bytes.toString()).toBe(text);
      if (bytes.length < bytes.buffer.byteLength / 2) {
        partlyFilled++;
        expect(bytes.length).toBeGreaterThanOrEqual(16 * 1024);
        expect(bytes.buffer.byteLength).toBeLessThanOrEqual(1024 * 1024);
      }
    }
    expect(partlyFilled).toBe(2);
    const memory = new Set(held.map(({ bytes }) => bytes.buffer));
    expect(memory.size).toBe(40);
    for (const { release } of held) release?.();
    writer.ascii('z'.repeat(260_000));
    writer.hold(writer.take());
    writer.ascii('z');
    expect(memory.has(writer.take().buffer)).toBe(true);
  });
});

describe('memory of a batch writer', () => {
  const MEGABYTE = 1024 * 1024;
  const write = (writer: BatchWriter, bytes: number) => {
    writer.ascii('x'.repeat(bytes));
    return writer.take();
  };

  it('that was taken for a large batch is given up, unless another follows', () => {
    const writer = new BatchWriter();
    const large = write(writer, 2 * MEGABYTE).buffer;
    expect(write(writer, 2 * MEGABYTE).buffer).toBe(large);
    const small = write(writer, 128 * 1024);
    expect(small.length).toBe(128 * 1024);
    expect(small.buffer.byteLength).toBe(128 * 1024);
  });

  it('grows by more than is asked for', () => {
    const writer = new BatchWriter();
    const { buffer } = write(writer, 128 * 1024 + 1);
    expect(buffer.byteLength).toBe(256 * 1024);
    writer.ascii('x');
    expect(write(writer, 256 * 1024 - 1).buffer).toBe(buffer);
  });

  it.each([
    [MEGABYTE, true],
    [MEGABYTE + 1, false],
  ])('of %i bytes is used again when it is released: %s', (bytes, isKept) => {
    const writer = new BatchWriter();
    const taken = write(writer, bytes);
    const { release } = writer.hold(taken);
    release?.();
    writer.hold(write(writer, 128 * 1024));
    expect(write(writer, 1).buffer === taken.buffer).toBe(isKept);
  });

  it('of few batches only is kept', () => {
    const writer = new BatchWriter();
    const held = Array.from({ length: 8 }, () => {
      const { buffer } = write(writer, 128 * 1024);
      const { release } = writer.hold(Buffer.from(buffer));
      return { buffer, release };
    });
    for (const { release } of held) release?.();
    const again = Array.from({ length: 10 }, () => {
      const taken = write(writer, 128 * 1024);
      writer.hold(taken);
      return taken.buffer;
    });
    expect(held.filter(({ buffer }) => again.includes(buffer))).toHaveLength(4);
  });

  it('is copied from where a batch fills less than half of it and two are away', () => {
    const writer = new BatchWriter();
    const holds = (bytes: number) => {
      const taken = write(writer, bytes);
      const held = writer.hold(taken);
      expect(held.bytes.equals(taken)).toBe(true);
      return { isCopy: held.bytes.buffer !== taken.buffer, release: held.release };
    };
    expect(holds(16 * 1024 - 1).isCopy).toBe(true);
    const first = holds(16 * 1024);
    expect(first.isCopy).toBe(false);
    expect(holds(64 * 1024 - 1).isCopy).toBe(false);
    expect(holds(64 * 1024 - 1)).toEqual({ isCopy: true, release: undefined });
    expect(holds(64 * 1024).isCopy).toBe(false);
    first.release?.();
    expect(holds(64 * 1024 - 1).isCopy).toBe(true);
  });
});
