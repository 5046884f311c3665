/** As `2026-11-21T09-30-05-123-fieldnotes.escope`. */
export function sessionFileName(name: string, now: Date): string {
  const time = now.toISOString().replace(/[:.]/g, '-').replace('Z', '');
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `${time}-${slug || 'app'}.escope`;
}
