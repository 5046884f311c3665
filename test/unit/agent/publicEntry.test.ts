/** `electroscope/agent` as programs import it: by its name, in either way, typed. */

import { createRequire } from 'node:module';
import { attach } from 'electroscope/agent';
import { describe, expect, onTestFinished, test } from 'vitest';

type Entry = typeof import('electroscope/agent');

describe('electroscope/agent', () => {
  test('is the same for import and require', () => {
    const required = createRequire(import.meta.url)('electroscope/agent') as Entry;
    expect(Object.keys(required)).toEqual(['attach']);
    expect(required.attach()).toBe(attach());
  });

  test('does nothing in plain Node, even if it is asked to', () => {
    const before = process.env.ELECTROSCOPE;
    process.env.ELECTROSCOPE = '1';
    onTestFinished(() => {
      if (before === undefined) delete process.env.ELECTROSCOPE;
      else process.env.ELECTROSCOPE = before;
    });
    const isAttached: boolean = attach();
    expect(isAttached).toBe(false);
  });
});
