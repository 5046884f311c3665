import '../theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { WindowApi } from '../../shared/bridge/windowApi';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { receiveFeed } from '../session/feed';
import { Preferences } from '../session/preferences';
import { SessionProvider } from '../session/SessionContext';
import { SessionModel } from '../session/sessionModel';
import { App } from './App';

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly electroscope: WindowApi;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// A window with the defaults is better than none.
const persisted = await window.electroscope.readPreferences().catch(() => undefined);
const model = new SessionModel(new Preferences(persisted));
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
