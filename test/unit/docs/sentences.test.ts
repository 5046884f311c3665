/** The docs that users and newcomers read have no endless sentences, and the map of the code stays a map. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../support/paths';

const MAX_WORDS = 40;
/** A lab notebook, most of which is tables of figures. */
const UNCHECKED = ['benchmarks.md'];
const MAX_LINES_OF_ARCHITECTURE = 150;

const docs = readdirSync(join(projectRoot, 'docs')).filter((name) => name.endsWith('.md') && !UNCHECKED.includes(name));
const pages = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...docs.map((name) => join('docs', name))];

describe(`no sentence has more than ${MAX_WORDS} words`, () => {
  test.each(pages)('%s', (page) => {
    const long = sentences(read(page)).filter((sentence) => wordCount(sentence) > MAX_WORDS);
    expect(long).toEqual([]);
  });

  test('the check finds a long sentence in a paragraph, a list and a table', () => {
    const long = `${'word '.repeat(MAX_WORDS)}end.`;
    const page = `Short. ${long} Short.\n\n- Short.\n- ${long}\n\n| a | b |\n|---|---|\n| short | ${long} |\n`;
    expect(sentences(page).filter((sentence) => wordCount(sentence) > MAX_WORDS)).toHaveLength(3);
  });
});

test('docs/architecture.md fits a few screens', () => {
  expect(read('docs/architecture.md').split('\n').length).toBeLessThanOrEqual(MAX_LINES_OF_ARCHITECTURE);
});

test('docs/architecture.md names files that exist', () => {
  const named = [...read('docs/architecture.md').matchAll(/`((?:src|scripts|test|resources)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});

function read(page: string): string {
  return readFileSync(join(projectRoot, page), 'utf8');
}

/** The sentences of paragraphs, list items and cells of tables; code blocks have none. */
function sentences(markdown: string): string[] {
  const text = markdown.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/^ {4}(?! *[-*] ).*$/gm, '');
  const blocks = text
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )|\n(?=[|#])|(?<=^#.*)\n/m)
    .flatMap((block) => (block.trim().startsWith('|') ? block.split('|') : [block]));
  return blocks
    .map((block) => block.replace(/\s+/g, ' ').trim())
    .flatMap((block) => block.split(/(?<=[.!?:]["”)*]*) (?=[^a-z])/))
    .filter((sentence) => sentence !== '');
}

function wordCount(sentence: string): number {
  return sentence.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
