/** Marks that React draws once, and rows copy: a copy costs a tenth of drawing it. */

import { Bookmark } from 'lucide-react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { DIRECTIONS, MESSAGE_KINDS, STATUSES } from '../../../shared/journal/entries';
import { DirectionMark } from '../../components/DirectionMark';
import { KindBadge } from '../../components/KindBadge';
import { StatusMark } from '../../components/StatusMark';
import { EVENT_ICONS } from '../dividers';
import styles from '../MessagesView.module.css';

/** Elements by name: `kind invoke`, `status ok`, `direction to-main`, `divider opened`, `marked`. */
export class MarkTemplates {
  /** Is in no document. React draws into it. */
  readonly holder = document.createElement('div');
  private readonly known = new Map<string, Element>();

  /** @throws Error if there is none of this name: a fault of the program */
  copy(name: string): Element {
    const element = this.known.get(name) ?? this.holder.querySelector(`[data-mark="${name}"]`)?.firstElementChild;
    if (!element) throw new Error(`no mark ${name}`);
    this.known.set(name, element);
    return element.cloneNode(true) as Element;
  }
}

/** Draws the marks into their holder. */
export function DrawnMarks({ of: { holder } }: { readonly of: MarkTemplates }): ReactNode {
  return createPortal(
    <>
      {MESSAGE_KINDS.map((kind) => (
        <div key={kind} data-mark={`kind ${kind}`}>
          <KindBadge kind={kind} />
        </div>
      ))}
      {STATUSES.map((status) => (
        <div key={status} data-mark={`status ${status}`}>
          <StatusMark status={status} />
        </div>
      ))}
      {DIRECTIONS.map((direction) => (
        <div key={direction} data-mark={`direction ${direction}`}>
          <DirectionMark direction={direction} />
        </div>
      ))}
      {Object.entries(EVENT_ICONS).map(([type, Icon]) => (
        <div key={type} data-mark={`divider ${type}`}>
          <Icon size={12} strokeWidth={2.2} aria-hidden="true" />
        </div>
      ))}
      <div data-mark="marked">
        <Bookmark className={styles.mark} size={12} fill="currentColor" role="img" aria-label="marked" />
      </div>
    </>,
    holder,
  );
}
