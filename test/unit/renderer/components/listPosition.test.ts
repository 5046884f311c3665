import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINE_HEIGHT_PX, ListPosition } from '../../../../src/renderer/components/listPosition';

const VIEWPORT_PX = 20 * LINE_HEIGHT_PX;

function positionIn(lineCount: number): ListPosition {
  const position = new ListPosition();
  position.resize(VIEWPORT_PX);
  position.setLineCount(lineCount);
  return position;
}

/** The first line in sight, possibly between two. */
function firstLine(position: ListPosition): number {
  return (position.scrollTopPx - position.topOf(0)) / LINE_HEIGHT_PX;
}

describe('where a list is scrolled to', () => {
  test('draws what is in sight and a little more, always as many lines', () => {
    const position = positionIn(1000);
    position.scrolledTo(100 * LINE_HEIGHT_PX);
    expect(position.visible()).toEqual({ start: 86, end: 135 });
    position.scrolledTo(100.4 * LINE_HEIGHT_PX);
    expect(position.visible()).toEqual({ start: 86, end: 135 });
    position.scrolledTo(0);
    expect(position.visible()).toEqual({ start: 0, end: 49 });
    position.goToEnd();
    expect(position.visible()).toEqual({ start: 951, end: 1000 });
  });

  test('what is drawn is enough until only a few lines are left beyond what is in sight', () => {
    const position = positionIn(1000);
    const drawn = { start: 86, end: 135 };
    for (const [line, isCovered] of [
      [89, false],
      [90, true],
      [100, true],
      [111, true],
      [112, false],
    ] as const) {
      position.scrolledTo(line * LINE_HEIGHT_PX);
      expect(position.isCoveredBy(drawn)).toBe(isCovered);
    }
    position.goToEnd();
    expect(position.isCoveredBy(position.visible())).toBe(true);
  });

  test('knows the visible lines, around which more are drawn', () => {
    const position = positionIn(1000);
    position.scrolledTo(100 * LINE_HEIGHT_PX);
    expect(position.inSight()).toEqual({ start: 100, end: 120 });
    position.scrolledTo(100.6 * LINE_HEIGHT_PX);
    expect(position.inSight()).toEqual({ start: 101, end: 121 });
    position.goToEnd();
    expect(position.inSight()).toEqual({ start: 980, end: 1000 });
  });

  test('draws nothing of an empty list, and all of a short one', () => {
    expect(positionIn(0).visible()).toEqual({ start: 0, end: 0 });
    expect(positionIn(3).visible()).toEqual({ start: 0, end: 3 });
    expect(positionIn(3).contentPx).toBe(3 * LINE_HEIGHT_PX);
  });

  test.each([10, 1000, 1_000_000, 5_000_000])('reaches both ends of %i lines', (lineCount) => {
    const position = positionIn(lineCount);
    const maxScrollPx = Math.max(0, position.contentPx - VIEWPORT_PX);
    position.scrolledTo(maxScrollPx);
    expect(position.visible().end).toBe(lineCount);
    expect(position.topOf(lineCount) - Math.max(VIEWPORT_PX, position.contentPx)).toBeLessThanOrEqual(0);
    expect(position.isAtEnd).toBe(true);
    expect(position.contentPx).toBeLessThanOrEqual(33_554_428);
    position.scrolledTo(0);
    expect(position.visible().start).toBe(0);
    expect(position.topOf(0)).toBe(0);
  });

  test('what is in sight stays where it is while lines come, however long the list', () => {
    const position = positionIn(900_000);
    position.scrolledTo(500_000 * LINE_HEIGHT_PX);
    for (let lineCount = 900_000; lineCount < 3_000_000; lineCount += 10_000) {
      position.setLineCount(lineCount);
      position.settle();
      expect(firstLine(position)).toBeCloseTo(500_000, 1);
      const share = position.scrollTopPx / (position.contentPx - VIEWPORT_PX);
      expect(Math.abs(share - 500_000 / lineCount)).toBeLessThan(0.006);
    }
  });

  test('the wheel moves a list of millions pixel by pixel', () => {
    const position = positionIn(5_000_000);
    position.center(2_500_000);
    const before = firstLine(position);
    for (let i = 0; i < 50; i++) position.scrolledTo(position.scrollTopPx + 100);
    expect(firstLine(position) - before).toBeCloseTo(5000 / LINE_HEIGHT_PX, 6);
    position.settle();
    expect(firstLine(position) - before).toBeCloseTo(5000 / LINE_HEIGHT_PX, 1);
  });

  test('a drag of the scrollbar leads to the same share of the list', () => {
    const position = positionIn(5_000_000);
    position.scrolledTo((position.contentPx - VIEWPORT_PX) * 0.7);
    expect(firstLine(position)).toBeCloseTo((5_000_000 - 20) * 0.7, 0);
  });

  test('a list that becomes shorter shows its end', () => {
    const position = positionIn(2_000_000);
    position.goToEnd();
    position.setLineCount(50);
    expect(position.visible()).toEqual({ start: 1, end: 50 });
    expect(position.scrollTopPx).toBe(30 * LINE_HEIGHT_PX);
    position.setLineCount(5);
    expect(position.scrollTopPx).toBe(0);
  });

  test('shows a line wholly, with the least movement', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lineCount, scrolled, lineAt) => {
          const position = positionIn(lineCount);
          position.scrolledTo(scrolled * Math.max(0, position.contentPx - VIEWPORT_PX));
          const before = firstLine(position);
          const line = Math.floor(lineAt * (lineCount - 1));
          position.show(line);
          const first = firstLine(position);
          expect(line).toBeGreaterThanOrEqual(first - 0.05);
          expect(line + 1).toBeLessThanOrEqual(first + 20.05);
          if (line >= before && line + 1 <= before + 20) expect(first).toBe(before);
        },
      ),
    );
  });
});
