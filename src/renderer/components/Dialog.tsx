import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** An introduction under the title. */
  readonly lead?: string;
  readonly size: 'narrow' | 'medium' | 'wide';
  readonly children: ReactNode;
}

/** A modal dialog, which keeps the focus until it is closed. */
export function Dialog({ isOpen, onClose, title, lead, size, children }: DialogProps) {
  return (
    <Primitive.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        {/* Not Dialog.Overlay, which adds a style sheet that the content security policy refuses. */}
        <div className={styles.backdrop}>
          <Primitive.Content
            className={styles.dialog}
            data-size={size}
            {...(lead === undefined && { 'aria-describedby': undefined })}
          >
            <header className={styles.header}>
              <div>
                <Primitive.Title className={styles.title}>{title}</Primitive.Title>
                {lead !== undefined && <Primitive.Description className={styles.lead}>{lead}</Primitive.Description>}
              </div>
              <Primitive.Close className={styles.close} aria-label="Close">
                <X size={16} aria-hidden="true" />
              </Primitive.Close>
            </header>
            {children}
          </Primitive.Content>
        </div>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
