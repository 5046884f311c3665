import { Separator } from 'react-resizable-panels';
import styles from './SplitHandle.module.css';

interface SplitHandleProps {
  /** Where the panel behind it lies. */
  readonly side: 'right' | 'bottom';
  readonly label?: string;
}

/** The line between two panels, which can be dragged. */
export function SplitHandle({ side, label }: SplitHandleProps) {
  return <Separator className={styles.separator} data-side={side} aria-label={label} />;
}
