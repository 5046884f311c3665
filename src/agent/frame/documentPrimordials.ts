/** As base/primordials.ts, for what a document has. */

export const { setTimeout, structuredClone, MessageChannel } = globalThis;
/** Milliseconds since the document began. */
export const performanceNow = performance.now.bind(performance);
