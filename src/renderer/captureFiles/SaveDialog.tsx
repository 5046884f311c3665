import { useState } from 'react';
import { useSession } from '../session/SessionContext';
import { FileDialog, FileOption, SanitiseOption } from './FileDialog';
import { PartChoice } from './PartChoice';

/** What to save: all messages or those in the view, compressed, sanitised. The dialog for the path comes next. */
export function SaveDialog() {
  const session = useSession();
  const [isPart, setPart] = useState(false);
  const [isCompressed, setCompressed] = useState(false);
  const [isSanitised, setSanitised] = useState(false);

  const save = () => {
    void window.electroscope.saveCapture({
      isCompressed,
      isSanitised,
      ...(isPart ? { rows: session.shownRows() } : {}),
    });
  };

  return (
    <FileDialog
      title="Save the capture"
      action="Save…"
      onConfirm={save}
      onClose={() => session.windowStore.setState({ isSaving: false })}
    >
      <PartChoice isPart={isPart} onChange={setPart} />
      <SanitiseOption isChecked={isSanitised} onChange={setSanitised} />
      <FileOption
        label="Compress"
        explanation="With gzip. Electroscope opens it as it is."
        isChecked={isCompressed}
        onChange={setCompressed}
      />
    </FileDialog>
  );
}
