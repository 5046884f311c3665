import { Dialog } from '../components/Dialog';
import { useSession, useWindowState } from '../session/SessionContext';
import styles from './AttachDialog.module.css';
import { AttachPanel } from './AttachPanel';

/** Adds another app to the running session. */
export function AttachDialog() {
  const { windowStore } = useSession();
  const isOpen = useWindowState((state) => state.isAttachOpen);
  const close = () => windowStore.setState({ isAttachOpen: false });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Attach to another app"
      lead="The current app stays connected. Both apps are shown on one timeline."
      size="narrow"
    >
      <div className={styles.content}>
        <AttachPanel
          title="Running apps"
          onAttach={(target) => {
            close();
            void window.electroscope.attach(target, true);
          }}
        />
      </div>
    </Dialog>
  );
}
