import type { FeedMessage } from '../../shared/bridge/windowApi';
import type { SessionState } from './sessionStore';

/** What a message of the feed changes of the state, where it is nothing but a change of the state. */
export function feedState(message: FeedMessage): Partial<SessionState> | undefined {
  switch (message.type) {
    case 'state':
      return { capture: message.state };
    case 'facts':
      return { facts: message.facts };
    case 'task':
      return { task: message.task };
    case 'offers':
      return { offers: message.offers };
    case 'askSave':
      return { isSaving: true };
    case 'askExport':
      return { isExporting: true };
    case 'notice':
      return { notice: message.notice };
    case 'demo':
      return { hasDemo: message.hasDemo };
    case 'openSettings':
      return { isSettingsOpen: true };
    case 'journalFailed':
      return { journalError: message.error };
    default:
      return undefined;
  }
}
