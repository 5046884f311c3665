import { useEffect, useState } from 'react';
import styles from '../components/Cards.module.css';
import { useWindowState } from '../session/SessionContext';
import { StuckCards } from '../stuck/StuckCards';
import { JournalWarning, Notice } from './ErrorCards';
import { ExportDialog } from './ExportDialog';
import { Offers } from './Offers';
import { SaveDialog } from './SaveDialog';

/** Opening and saving captures: the dialogs, files that are dropped on the window, and the cards at its foot. */
export function CaptureFiles() {
  const isExporting = useWindowState((state) => state.isExporting);
  const isSaving = useWindowState((state) => state.isSaving);
  const isDragging = useFileDrop((files) => void window.electroscope.openDropped(files));
  return (
    <>
      {isDragging && <div className={styles.drop}>Drop captures to open them</div>}
      {isSaving && <SaveDialog />}
      {isExporting && <ExportDialog />}
      <div className={styles.cards}>
        <StuckCards />
        <Offers />
        <TaskProgress />
        <JournalWarning />
        <Notice />
      </div>
    </>
  );
}

/** The progress of opening or saving, if it takes long. */
function TaskProgress() {
  const task = useWindowState((state) => state.task);
  if (task === undefined) return null;
  const percent = task.total > 0 ? Math.min(100, Math.floor((task.done / task.total) * 100)) : 0;
  return (
    <section className={styles.card} aria-label={task.title}>
      <strong className={styles.title} title={task.title}>
        {task.title}
      </strong>
      <span className={styles.percent}>{percent} %</span>
      <progress className={styles.bar} value={percent} max={100} aria-label={task.title} />
      <button type="button" onClick={() => void window.electroscope.cancelTask()}>
        Cancel
      </button>
    </section>
  );
}

/** @returns whether files are being dragged over the window */
function useFileDrop(open: (files: readonly File[]) => void): boolean {
  const [isDragging, setDragging] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDragging(true);
    };
    // Leaving for a child gives a related target; leaving the window does not.
    const onDragLeave = (event: DragEvent) => setDragging(event.relatedTarget !== null);
    const onDrop = (event: DragEvent) => {
      setDragging(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) open(files);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [open]);
  return isDragging;
}
