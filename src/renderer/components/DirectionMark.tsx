import { ArrowDownLeft, ArrowLeftRight, ArrowRight, ArrowUpRight, Cog, PanelTop } from 'lucide-react';
import type { Direction } from '../../shared/journal/entries';
import styles from './DirectionMark.module.css';

const MARKS = {
  'to-main': { Icon: ArrowUpRight, label: 'to main' },
  'to-renderer': { Icon: ArrowDownLeft, label: 'to renderer' },
  'to-worker': { Icon: ArrowRight, label: 'to service worker' },
  'to-utility': { Icon: Cog, label: 'to utility process' },
  'to-host': { Icon: PanelTop, label: 'to host' },
  port: { Icon: ArrowLeftRight, label: 'on a port' },
};

/** The direction of a message, as an icon with a name. */
export function DirectionMark({ direction }: { readonly direction: Direction }) {
  const { Icon, label } = MARKS[direction];
  return (
    <span className={styles.mark} data-direction={direction} title={label}>
      <Icon size={14} strokeWidth={2.2} role="img" aria-label={label} />
    </span>
  );
}
