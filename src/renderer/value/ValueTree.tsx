import { ChevronRight } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type EncodedValue, isTagged } from '../../shared/value/encodedValue';
import {
  describeCut,
  describeRedaction,
  kindOf,
  leafText,
  quote,
  textOf,
  typeMarker,
} from '../../shared/value/inspect';
import { childCount, preview, type ValueChild } from '../../shared/value/valueTree';
import { HexView } from './HexView';
import { LongText } from './LongText';
import { LONG_TEXT, linesAbove, type TreeLine, treeLines } from './treeLines';
import { ValueMenu } from './ValueMenu';
import styles from './ValueTree.module.css';
import { type TreeOrigin, type ValuePlace, valuePlaceOf } from './valuePlace';

interface ValueTreeProps {
  readonly label: string;
  /** What references point to, by the number of the object. */
  readonly objectPaths?: readonly string[];
  readonly roots: readonly ValueChild[];
  /** Containers above this depth are open at first; long ones open into pages. */
  readonly openDepth?: number;
  readonly origin?: TreeOrigin;
  /** Path of a line that is brought into sight: what a search found. */
  readonly found?: string | undefined;
}

const NOWHERE: TreeOrigin = { root: undefined, hasElements: false };

/** Values as a tree that is opened piece by piece, so that its size does not matter. */
export function ValueTree(props: ValueTreeProps) {
  const { label, roots, objectPaths = [], openDepth = 1, origin = NOWHERE, found } = props;
  /** Lines that were opened or closed; the others are as they are at first. */
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [menuPlace, setMenuPlace] = useState<ValuePlace>();
  const [focused, setFocused] = useState(0);
  const tree = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => {
    const isOpenAtFirst = (path: string, value: EncodedValue | undefined) =>
      value !== undefined && path.split('/').length <= openDepth && childCount(value) > 0;
    return treeLines(roots, (path, value) => opened.get(path) ?? isOpenAtFirst(path, value));
  }, [roots, opened, openDepth]);

  useEffect(() => {
    if (found === undefined) return;
    setOpened((known) => new Map([...known, ...linesAbove(roots, found).map((path) => [path, true] as const)]));
  }, [roots, found]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once the lines above it are open.
  useLayoutEffect(() => {
    tree.current?.querySelector('[data-found=true]')?.scrollIntoView({ block: 'nearest' });
  }, [found, opened]);

  const toggle = (path: string, isOpen: boolean) => setOpened((known) => new Map(known).set(path, !isOpen));

  const onContextMenu = (event: MouseEvent) => {
    const path =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-path]')?.dataset.path : undefined;
    const place = path === undefined ? undefined : valuePlaceOf(roots, path, origin);
    if (place === undefined) event.preventDefault();
    setMenuPlace(place);
  };

  const focusLine = (index: number) => {
    const clamped = Math.max(0, Math.min(lines.length - 1, index));
    setFocused(clamped);
    tree.current?.querySelectorAll<HTMLElement>('[data-line]')[clamped]?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[focused];
    if (line === undefined || event.ctrlKey || event.metaKey) return;
    const isOpen = line.type === 'block' ? undefined : line.isOpen;
    switch (event.key) {
      case 'ArrowDown':
        focusLine(focused + 1);
        break;
      case 'ArrowUp':
        focusLine(focused - 1);
        break;
      case 'ArrowRight':
        if (isOpen === false) toggle(line.path, isOpen);
        else if (isOpen) focusLine(focused + 1);
        break;
      case 'ArrowLeft':
        if (isOpen) toggle(line.path, isOpen);
        else focusLine(parentIndex(lines, focused));
        break;
      case 'Enter':
      case ' ':
        if (isOpen !== undefined) toggle(line.path, isOpen);
        break;
      case 'Home':
        focusLine(0);
        break;
      case 'End':
        focusLine(lines.length - 1);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>
        <div
          ref={tree}
          className={styles.tree}
          role="tree"
          aria-label={label}
          onKeyDown={onKeyDown}
          onContextMenu={onContextMenu}
        >
          {lines.map((line, index) => (
            <Line
              key={line.path}
              line={line}
              objectPaths={objectPaths}
              isTabStop={index === Math.min(focused, lines.length - 1)}
              isFound={line.path === found}
              onToggle={() => {
                setFocused(index);
                if (line.type !== 'block' && line.isOpen !== undefined) toggle(line.path, line.isOpen);
              }}
            />
          ))}
        </div>
      </ContextMenu.Trigger>
      <ValueMenu place={menuPlace} objectPaths={objectPaths} />
    </ContextMenu.Root>
  );
}

interface LineProps {
  readonly line: TreeLine;
  readonly objectPaths: readonly string[];
  readonly isTabStop: boolean;
  readonly isFound: boolean;
  readonly onToggle: () => void;
}

function Line({ line, objectPaths, isTabStop, isFound, onToggle }: LineProps) {
  const isOpen = line.type === 'block' ? undefined : line.isOpen;
  return (
    <div
      className={styles.line}
      role="treeitem"
      aria-level={line.depth + 1}
      aria-expanded={isOpen}
      data-line=""
      data-path={line.type === 'value' ? line.path : undefined}
      data-found={isFound}
      tabIndex={isTabStop ? 0 : -1}
      style={{ paddingLeft: `${line.depth * 14 + 4}px` }}
      onClick={line.type === 'block' ? undefined : onToggle}
    >
      <span className={styles.toggle} data-open={isOpen} aria-hidden="true">
        {isOpen !== undefined && <ChevronRight size={12} strokeWidth={2.4} />}
      </span>
      {line.type === 'page' && <span className={styles.page}>{line.label}</span>}
      {line.type === 'block' && <Block line={line} />}
      {line.type === 'value' && <ValueLine line={line} objectPaths={objectPaths} />}
    </div>
  );
}

function Block({ line }: { readonly line: TreeLine & { readonly type: 'block' } }) {
  return kindOf(line.value) === 'bytes' ? <HexView value={line.value} /> : <LongText text={textOf(line.value)} />;
}

interface ValueLineProps {
  readonly line: TreeLine & { readonly type: 'value' };
  readonly objectPaths: readonly string[];
}

function ValueLine({ line, objectPaths }: ValueLineProps) {
  const { label, isSynthetic, value, isOpen } = line;
  const kind = kindOf(value);
  const marker = typeMarker(value);
  const cut = describeCut(value);
  const redaction = describeRedaction(value);
  return (
    <span className={styles.content}>
      {label !== undefined && (
        <>
          <span className={isSynthetic ? styles.syntheticKey : styles.key}>{label}</span>
          <span className={styles.colon}>{isSynthetic && kind !== 'error' ? ' ' : ': '}</span>
        </>
      )}
      {marker !== '' && <span className={styles.type}>{marker} </span>}
      {isOpen && isContainer(kind) ? (
        marker === '' && <span className={styles.type}>Object</span>
      ) : (
        <span className={styles.value} data-kind={kind}>
          {referenceText(value, objectPaths) ?? lineText(line, marker)}
        </span>
      )}
      {cut !== undefined && <span className={styles.cut}>{cut}</span>}
      {redaction !== undefined && <span className={styles.redacted}>{redaction}</span>}
    </span>
  );
}

function isContainer(kind: string): boolean {
  return kind === 'object' || kind === 'array' || kind === 'map' || kind === 'set';
}

function referenceText(value: EncodedValue, objectPaths: readonly string[]): string | undefined {
  if (!isTagged(value) || value.$ !== 'ref') return undefined;
  const path = objectPaths[value.id];
  return path === undefined ? undefined : `↩ ${path}`;
}

function lineText({ value }: TreeLine & { readonly type: 'value' }, marker: string): string {
  const kind = kindOf(value);
  const text = textOf(value);
  if (kind === 'string' || (kind === 'redacted' && text !== '')) {
    return text.length > LONG_TEXT ? `${quote(text.slice(0, LONG_TEXT)).slice(0, -1)}…"` : quote(text);
  }
  if (kind === 'bytes') return '';
  const leaf = leafText(value);
  if (leaf !== undefined) return leaf;
  const shown = preview(value, 90);
  // The marker is shown already, in its own colour.
  return marker !== '' && shown.startsWith(marker) ? shown.slice(marker.length).replace(/^:? /, '') : shown;
}

function parentIndex(lines: readonly TreeLine[], index: number): number {
  const depth = lines[index]?.depth ?? 0;
  for (let i = index - 1; i >= 0; i--) if ((lines[i]?.depth ?? 0) < depth) return i;
  return index;
}
