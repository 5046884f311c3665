import './theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { WindowApi } from '../shared/bridge/windowApi';
import { App } from './App';
import { ErrorBoundary } from './components/ErrorBoundary';
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

const model = new SessionModel();
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
