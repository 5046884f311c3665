import './theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { WindowApi } from '../shared/bridge/windowApi';
import { App } from './App';
import { ErrorBoundary } from './components/ErrorBoundary';
import { Preferences } from './preferences/preferences';
import { receiveFeed } from './session/feed';
import { SessionProvider } from './session/SessionContext';
import { SessionModel } from './session/sessionModel';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly electroscope: WindowApi;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// The window comes up as usual rather than not at all.
const kept = await window.electroscope.readPreferences().catch(() => undefined);
const model = new SessionModel(new Preferences(kept));
receiveFeed(model);

createRoot(root).render(
  <StrictMode>
    <SessionProvider model={model}>
      <ErrorBoundary what="The window">
        <App />
      </ErrorBoundary>
    </SessionProvider>
  </StrictMode>,
);
