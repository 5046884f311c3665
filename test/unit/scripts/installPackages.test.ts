import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { installPackages } from '../../../scripts/setup/packages.mjs';
import { temporaryFolder } from '../../support/temporaryFolder';

test('packages are installed below npm publish --dry-run, so that it can build', async () => {
  const folder = temporaryFolder();
  const dependencies = { part: 'file:part' };
  const packages = {
    '': { dependencies },
    part: { version: '1.0.0' },
    'node_modules/part': { resolved: 'part', link: true },
  };
  mkdirSync(join(folder, 'part'));
  for (const [file, content] of Object.entries({
    'package.json': { dependencies },
    'part/package.json': { name: 'part', version: '1.0.0' },
    'package-lock.json': { lockfileVersion: 3, packages },
  })) {
    writeFileSync(join(folder, file), JSON.stringify(content));
  }
  vi.stubEnv('npm_config_dry_run', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  await installPackages(folder);
  expect(existsSync(join(folder, 'node_modules', 'part', 'package.json'))).toBe(true);
});
