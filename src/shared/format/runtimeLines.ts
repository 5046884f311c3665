/** Lines that Chromium and Node write into an app's standard error by themselves. */

import { plainText } from './ansi';

/**
 * As `[1234:0101/120000.123456:ERROR:bus.cc(407)] …`: process, in some builds thread, time, severity, and file (Chromium's
 * base/logging.cc). What pages log is the app's own (`CONSOLE`), and after `FATAL` its process ends.
 */
const CHROMIUM =
  /^\[(\d+:){1,2}\d{4}\/\d{6}(\.\d+)?:(INFO|WARNING|ERROR|VERBOSE\d*):(?!CONSOLE[(:])[\w.+-]+(\(\d+\)|:\d+)\] /;

/** What Node and Chromium say of a debugger (Node's src/inspector_agent.cc, Chromium's devtools_http_handler.cc). */
const DEBUGGER =
  /^(Debugger listening on ws:\/\/|Debugger attached\.$|Debugger ending on ws:\/\/|Waiting for the debugger to disconnect|For help, see: https:\/\/nodejs\.org\/|DevTools listening on ws:\/\/)/;

/** Whether a line is one of them, and none of the app's own. */
export function isRuntimeLine(line: string): boolean {
  const text = plainText(line);
  return CHROMIUM.test(text) || DEBUGGER.test(text);
}
