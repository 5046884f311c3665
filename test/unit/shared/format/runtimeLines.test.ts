import { expect, test } from 'vitest';
import { isRuntimeLine } from '../../../../src/shared/format/runtimeLines';

test.each([
  '[947:1130/212305.184168:ERROR:bus.cc(407)] Failed to connect to the bus: No such file or directory',
  '[1234:5678:0101/120000.123456:WARNING:sandbox_linux.cc:415] InitializeSandbox() called with multiple threads',
  '[12:0101/120000:VERBOSE1:network_delegate.cc(31)] request',
  '\u001b[31m[947:1130/212305.184168:ERROR:viz_main_impl.cc(181)] Exiting GPU process\u001b[0m',
  'Debugger listening on ws://127.0.0.1:9229/6d5f3f0e',
  'For help, see: https://nodejs.org/en/docs/inspector',
  'Debugger attached.',
  'DevTools listening on ws://127.0.0.1:9222/devtools/browser/1',
])('written by Chromium or Node: %s', (line) => {
  expect(isRuntimeLine(line)).toBe(true);
});

test.each([
  '[1234:0101/120000.123456:INFO:CONSOLE(12)] "what a page logs", source: app://main.js (12)',
  '[1234:0101/120000.123456:INFO:CONSOLE:12] "what a page logs", source: app://main.js (12)',
  '[1234:0101/120000.123456:FATAL:memory.cc(22)] Out of memory',
  '[12:30:05] ERROR: no database',
  'ERROR:bus.cc(407)',
  '(node:12) [DEP0040] DeprecationWarning: The `punycode` module is deprecated.',
  'Error: boom',
  'the app says [947:1130/212305.184168:ERROR:bus.cc(407)] x',
  '',
])('the app’s own: %s', (line) => {
  expect(isRuntimeLine(line)).toBe(false);
});
