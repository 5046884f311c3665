/** A line of a call stack, as V8 writes it. */
export interface StackFrame {
  /** The function, or the whole line where it can't be separated. */
  readonly name: string;
  /** `/app/main.js:12:3`; undefined where there is none. */
  readonly location: string | undefined;
}

/** A location ends in line and column. */
const LOCATION = /^(.*:\d+:\d+)$/;

export function parseStackFrame(line: string): StackFrame {
  const text = line.trim().replace(/^at /, '');
  const open = text.endsWith(')') ? text.lastIndexOf(' (') : -1;
  const location = LOCATION.exec(open === -1 ? text : text.slice(open + 2, -1))?.[1];
  if (location === undefined) return { name: text, location };
  return { name: open === -1 ? '' : text.slice(0, open), location };
}
