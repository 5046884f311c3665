/** What the window's own protocol serves, and under which policy. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { APP_ORIGIN, registerAppScheme, serveApp } from '../../../../src/main/window/appProtocol';
import { temporaryFolder } from '../../../support/temporaryFolder';

type Serve = (request: { readonly url: string }) => Promise<Response>;

const electron = vi.hoisted(() => ({ schemes: [] as unknown[], served: new Map<string, unknown>() }));

vi.mock('electron', () => ({
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown) => electron.schemes.push(schemes),
    handle: (scheme: string, serve: unknown) => electron.served.set(scheme, serve),
  },
}));

/** The protocol over a folder with these files; `secret.txt` lies beside the folder. */
function serving(...names: readonly string[]): Serve {
  const parent = temporaryFolder();
  const folder = join(parent, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const name of names) writeFileSync(join(folder, name), `text of ${name}`);
  writeFileSync(join(parent, 'secret.txt'), 'secret');
  serveApp(folder);
  return electron.served.get('electroscope') as Serve;
}

test('its scheme has an origin and is secure, and may do nothing else', () => {
  registerAppScheme();
  expect(electron.schemes).toEqual([[{ scheme: 'electroscope', privileges: { standard: true, secure: true } }]]);
  expect(APP_ORIGIN).toBe('electroscope://window');
});

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['assets/main.js', 'text/javascript; charset=utf-8'],
  ['assets/main.css', 'text/css; charset=utf-8'],
  ['assets/logo.svg', 'image/svg+xml'],
  ['assets/inter.woff2', 'font/woff2'],
  ['assets/data.bin', 'application/octet-stream'],
])('%s is served as %s, and never as what it looks like', async (name, type) => {
  const response = await serving(name)({ url: `electroscope://window/${name}` });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(`text of ${name}`);
  expect(response.headers.get('content-type')).toBe(type);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('pages load nothing from elsewhere, run no inline script, connect nowhere and can’t be framed', async () => {
  const { headers } = await serving('index.html')({ url: 'electroscope://window/index.html' });
  const directives = (headers.get('content-security-policy') ?? '').split(';').map((text) => text.trim());
  expect(directives.sort()).toEqual([
    "base-uri 'none'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "script-src 'self'",
    "style-src 'self'",
  ]);
});

test.each([
  'electroscope://window/missing.html',
  'electroscope://window/assets',
  'electroscope://window/',
  'electroscope://window/..%2fsecret.txt',
  'electroscope://window/assets%2f..%2f..%2fsecret.txt',
  'electroscope://elsewhere/index.html',
])('%s is not found', async (url) => {
  const response = await serving('index.html')({ url });
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('');
});
