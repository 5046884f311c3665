/** What a piece of code writes to standard error. */
export function written(work: () => void): string {
  const { write } = process.stderr;
  let text = '';
  process.stderr.write = (chunk: string | Uint8Array) => {
    text += chunk;
    return true;
  };
  try {
    work();
  } finally {
    process.stderr.write = write;
  }
  return text;
}
