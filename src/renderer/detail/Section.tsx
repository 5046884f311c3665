import { Check, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../components/IconButton';
import styles from './Section.module.css';

interface SectionProps {
  readonly title: string;
  /** Beside the title, dimmed. */
  readonly note?: string | undefined;
  /** Makes the text that the copy button copies. */
  readonly copyText?: () => string;
  /** The label of the copy button if it does not copy JSON. */
  readonly copyLabel?: string;
  /** Before the copy button. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of the detail. */
export function Section({ title, note, copyText, copyLabel, tools, children }: SectionProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    if (copyText === undefined) return;
    void navigator.clipboard.writeText(copyText()).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    });
  };
  return (
    <section className={styles.section}>
      <header className={styles.header}>
        <h3>{title}</h3>
        {note !== undefined && <span className={styles.note}>{note}</span>}
        <span className={styles.tools}>
          {tools}
          {copyText !== undefined && (
            <IconButton
              icon={isCopied ? Check : Copy}
              label={isCopied ? 'Copied' : (copyLabel ?? `Copy ${title} as JSON`)}
              onClick={copy}
            />
          )}
        </span>
      </header>
      {children}
    </section>
  );
}
