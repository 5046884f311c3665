/** Messages of the feed that change nothing but a part of the state. */

import type { FeedMessage } from '../../shared/bridge/windowApi';
import type { SessionState } from './sessionStore';
import type { WindowState } from './windowStore';

/** What a message of the feed changes of the session. */
export function sessionChange(message: FeedMessage): Partial<SessionState> {
  switch (message.type) {
    case 'state':
      return { capture: message.state };
    case 'facts':
      return { facts: message.facts };
    case 'journalFailed':
      return { journalError: message.error };
    default:
      return {};
  }
}

/** What a message of the feed changes of what the window shows. */
export function windowChange(message: FeedMessage): Partial<WindowState> {
  switch (message.type) {
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
    default:
      return {};
  }
}
