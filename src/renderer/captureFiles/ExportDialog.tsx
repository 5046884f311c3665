import { useState } from 'react';
import { EXPORT_FORMATS, isTextFormat, type TextFormat } from '../../shared/export/formats';
import { useSession, useWindowState } from '../session/SessionContext';
import { FileDialog, SanitiseOption } from './FileDialog';
import styles from './FileDialog.module.css';
import { PartChoice } from './PartChoice';

const FORMATS = (Object.keys(EXPORT_FORMATS) as (keyof typeof EXPORT_FORMATS)[]).filter(isTextFormat);

/** Which messages to export, and in which format. The dialog for the path comes next. */
export function ExportDialog() {
  const session = useSession();
  const isFiltered = useWindowState((state) => state.filterText !== '' && state.shown > 0);
  const [format, setFormat] = useState<TextFormat>('jsonl');
  const [isPart, setPart] = useState(isFiltered);
  const [isSanitised, setSanitised] = useState(false);

  const write = () => {
    void window.electroscope.exportCapture({
      format,
      isSanitised,
      ...(isPart ? { rows: session.shownRows() } : {}),
    });
  };

  return (
    <FileDialog
      title="Export messages"
      action="Export…"
      onConfirm={write}
      onClose={() => session.windowStore.setState({ isExporting: false })}
    >
      <fieldset className={styles.choices}>
        <legend>Format</legend>
        {FORMATS.map((name) => (
          <label key={name}>
            <input type="radio" name="format" checked={format === name} onChange={() => setFormat(name)} />
            <span>
              {EXPORT_FORMATS[name].label}
              <small>{EXPORT_FORMATS[name].help}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <PartChoice isPart={isPart} onChange={setPart} />
      <SanitiseOption isChecked={isSanitised} onChange={setSanitised} />
    </FileDialog>
  );
}
