import { useState } from 'react';
import type { UserErrorInfo } from '../../shared/session/userErrorInfo';
import { useSessionState } from '../session/SessionContext';
import { ErrorCard } from './ErrorCard';

/** That the journal can't be written, until it can again. Closed, it is still in the status bar. */
export function JournalWarning() {
  const error = useSessionState((state) => state.journalError);
  const [closed, setClosed] = useState<UserErrorInfo>();
  return error === undefined || error === closed ? null : <ErrorCard error={error} onClose={() => setClosed(error)} />;
}
