/** As primordials.ts, for what main has of Node. */

import fs from 'node:fs';

export const { setTimeout, clearTimeout, setImmediate, structuredClone, performance } = globalThis;
/** Milliseconds since `performance.timeOrigin`. */
export const performanceNow = performance.now.bind(performance);
export const hrtime = process.hrtime.bind(process);
export const kill = process.kill.bind(process);
/** Of `Buffer`: none of them reads `this`. */
export const { allocUnsafeSlow, byteLength, from: bufferFrom, prototype: bufferPrototype } = Buffer;
export const { closeSync, ftruncateSync, openSync, unlinkSync, writeSync } = fs;
export const { wait } = Atomics;
