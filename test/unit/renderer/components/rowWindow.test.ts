import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentHeightPx,
  firstVisibleRow,
  ROW_HEIGHT_PX,
  rowWindow,
  scrollTopToShow,
} from '../../../../src/renderer/components/rowWindow';

/** From 0 to 1. The library's own doubles are nearly always next to 0. */
const SHARE = fc.integer({ min: 0, max: 1_000_000 }).map((parts) => parts / 1_000_000);

describe('the window of rows', () => {
  test('covers what is in sight and a little more', () => {
    const { start, end, offsetPx } = rowWindow({
      scrollTopPx: 100 * ROW_HEIGHT_PX,
      viewportPx: 10 * ROW_HEIGHT_PX,
      rowCount: 1000,
    });
    expect([start, end]).toEqual([94, 116]);
    expect(offsetPx).toBe(94 * ROW_HEIGHT_PX);
  });

  test('is empty for no rows', () => {
    expect(rowWindow({ scrollTopPx: 0, viewportPx: 500, rowCount: 0 })).toMatchObject({
      start: 0,
      end: 0,
      contentPx: 0,
    });
  });

  test.each([10, 1000, 1_000_000, 5_000_000])('reaches the last of %i rows at the end of scrolling', (rowCount) => {
    const viewportPx = 500;
    const scrollTopPx = Math.max(0, contentHeightPx(rowCount) - viewportPx);
    const { end, contentPx } = rowWindow({ scrollTopPx, viewportPx, rowCount });
    expect(end).toBe(rowCount);
    expect(contentPx).toBeLessThanOrEqual(33_554_428);
  });

  test('scrolling to a row brings it wholly into sight, and only as far as needed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000 }),
        SHARE,
        // Any row, or one around the first and the last in sight.
        fc.oneof(SHARE, fc.integer({ min: -2, max: 22 })),
        (rowCount, scrolled, rowAt) => {
          const viewportPx = 20 * ROW_HEIGHT_PX;
          const maxScroll = Math.max(0, contentHeightPx(rowCount) - viewportPx);
          const position = { scrollTopPx: scrolled * maxScroll, viewportPx, rowCount };
          const wanted = Number.isInteger(rowAt)
            ? Math.floor(firstVisibleRow(position)) + rowAt
            : Math.floor(rowAt * (rowCount - 1));
          const row = Math.max(0, Math.min(rowCount - 1, wanted));
          const scrollTopPx = Math.max(0, Math.min(maxScroll, scrollTopToShow(row, position)));
          const first = firstVisibleRow({ ...position, scrollTopPx });
          expect(row).toBeGreaterThanOrEqual(first - 0.01);
          expect(row + 1).toBeLessThanOrEqual(first + 20.01);
          if (row >= firstVisibleRow(position) && row + 1 <= firstVisibleRow(position) + 20) {
            expect(scrollTopPx).toBeCloseTo(position.scrollTopPx, 3);
          }
        },
      ),
    );
  });
});
