import { expect, test, vi } from 'vitest';
import { demoLayout } from '../../../../src/main/window/demoPlace';

vi.mock('electron', () => ({}));

const display = (width: number, height: number, x = 0, y = 0) => ({ x, y, width, height });
const usual = { width: 1360, height: 860 };

test('the inspector moves to the left where the demo has no room beside it', () => {
  const bounds = { ...usual, x: 280, y: 170 };
  expect(demoLayout(display(1920, 1200), bounds)).toEqual({
    bounds: { x: 0, y: 170, width: 928, height: 860 },
    area: { x: 940, y: 0, width: 980, height: 1200 },
  });
  expect(demoLayout(display(2560, 1440, 1920, 25), { ...usual, x: 2520, y: 315 })).toEqual({
    bounds: { x: 1920, y: 315, width: 1360, height: 860 },
    area: { x: 3292, y: 25, width: 1188, height: 1440 },
  });
});

test('the inspector stays where it is if there is room at its right or left', () => {
  const left = { ...usual, x: 0, y: 0 };
  expect(demoLayout(display(2560, 1440), left)).toEqual({
    bounds: left,
    area: { x: 1372, y: 0, width: 1188, height: 1440 },
  });
  const right = { ...usual, x: 1200, y: 0 };
  expect(demoLayout(display(2560, 1440), right)).toEqual({
    bounds: right,
    area: { x: 0, y: 0, width: 1188, height: 1440 },
  });
});

test('a small display has no room', () => {
  expect(demoLayout(display(1440, 900), { ...usual, x: 40, y: 20 })).toBeUndefined();
  expect(demoLayout(display(1680, 1050), { ...usual, x: 160, y: 95 })).toBeUndefined();
  expect(demoLayout(display(1920, 900), { ...usual, x: 280, y: 20 })).toBeUndefined();
});
