import { useSession, useSessionState } from '../session/SessionContext';
import { ErrorCard } from './ErrorCard';

/** What failed of that which the user asked for, until it is closed. */
export function Notice() {
  const { store } = useSession();
  const notice = useSessionState((state) => state.notice);
  return notice && <ErrorCard error={notice} onClose={() => store.setState({ notice: undefined })} />;
}
