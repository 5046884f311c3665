/** Forbids windows everything that a hostile payload could make them do. */

import { app, session } from 'electron';

/** @param origins that windows may show */
export function restrictWebContents(origins: readonly string[]): void {
  app.on('web-contents-created', (_event, contents) => {
    const keepInside = (event: { preventDefault(): void }, url: string) => {
      if (!origins.some((origin) => url.startsWith(`${origin}/`))) event.preventDefault();
    };
    contents.on('will-navigate', (event) => keepInside(event, event.url));
    contents.on('will-frame-navigate', (event) => keepInside(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  const isAllowed = (permission: string) => permission === 'clipboard-sanitized-write';
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) => decide(isAllowed(permission)));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
}
