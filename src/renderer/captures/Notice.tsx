import { useSession, useWindowState } from '../session/SessionContext';
import { ErrorCard } from './ErrorCard';

/** What failed of that which the user asked for, until it is closed. */
export function Notice() {
  const { windowStore } = useSession();
  const notice = useWindowState((state) => state.notice);
  return notice && <ErrorCard error={notice} onClose={() => windowStore.setState({ notice: undefined })} />;
}
