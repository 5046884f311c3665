import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PacedReads } from '../../../../src/main/targets/pacedReads';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A socket whose handle tells whether it is read. */
function setUp() {
  const handle = { isRead: true, readStop: () => (handle.isRead = false), readStart: () => (handle.isRead = true) };
  const socket = { _handle: handle as typeof handle | null, isPaused: () => false };
  return { handle, socket, pace: new PacedReads(socket as unknown as Socket) };
}

test('what comes in small pieces is left with the system for a moment', () => {
  const { handle, pace } = setUp();
  for (let i = 0; i < 3; i++) {
    pace.received(300);
    expect(handle.isRead).toBe(false);
    vi.advanceTimersByTime(10);
    expect(handle.isRead).toBe(true);
  }
});

test('what comes in large pieces is read at once, and so is what follows', () => {
  const { handle, pace } = setUp();
  pace.received(64 * 1024);
  expect(handle.isRead).toBe(true);
  pace.received(300);
  expect(handle.isRead).toBe(true);
  vi.advanceTimersByTime(1000);
  pace.received(300);
  expect(handle.isRead).toBe(false);
});

test('an answer is read at once', () => {
  const { handle, pace } = setUp();
  pace.received(300);
  pace.hurry();
  expect(handle.isRead).toBe(true);
  pace.received(300);
  expect(handle.isRead).toBe(true);
});

test('a socket that is paused or closed meanwhile stays so', () => {
  const paused = setUp();
  paused.pace.received(300);
  paused.socket.isPaused = () => true;
  vi.advanceTimersByTime(1000);
  expect(paused.handle.isRead).toBe(false);

  const closed = setUp();
  closed.pace.received(300);
  closed.socket._handle = null;
  vi.advanceTimersByTime(1000);
  expect(closed.handle.isRead).toBe(false);
  closed.pace.received(300);
  closed.pace.hurry();
});
