/** Brings the list, which is drawn without React, together with what React knows. */

import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { HighlightRule } from '../../shared/bridge/windowPreferences';
import { factEvents } from '../../shared/columns/factEvents';
import { SessionEvents } from '../../shared/columns/sessionEvents';
import { compileFilter, RowMatcher } from '../../shared/filter/compile';
import { Verdict } from '../../shared/filter/verdict';
import { usePreference } from '../session/preferences';
import { useSession, useSessionState, useWindowState } from '../session/SessionContext';
import { ListLines } from './dividers';
import { type ListElements, ListView } from './list/listView';
import { MarkTemplates } from './list/MarkTemplates';
import type { TimeSpan } from './timeSpan';

export interface ListModel {
  /** To be drawn by React, for the list to copy. */
  readonly marks: MarkTemplates;
  readonly lines: ListLines;
  readonly view: RefObject<ListView | undefined>;
}

/**
 * @param elementsOf the elements, once they are in the document
 * @param columns in sight, from left to right
 * @param onSpan gets the stretch of time that the waterfall covers
 */
export function useListView(
  elementsOf: () => ListElements,
  columns: readonly string[],
  onSpan: (span: TimeSpan) => void,
): ListModel {
  const session = useSession();
  const version = useWindowState((state) => state.version);
  const viewVersion = useWindowState((state) => state.viewVersion);
  const selectedRow = useWindowState((state) => state.selectedRow);
  const selectionVersion = useWindowState((state) => state.selectionVersion);
  const isFollowing = useWindowState((state) => state.isFollowing);
  const highlightOf = useHighlights();
  const [marks] = useState(() => new MarkTemplates());
  const view = useRef<ListView>(undefined);
  const events = useMemo(() => new SessionEvents(session.table), [session]);
  const facts = useSessionState((state) => state.facts);
  const ofFacts = useMemo(() => factEvents(facts), [facts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the columns, which live outside React.
  const lines = useMemo(() => ListLines.of(session, events, ofFacts), [session, events, ofFacts, version]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the elements are there as long as the table is.
  useLayoutEffect(() => {
    const made = new ListView(session, elementsOf(), marks, onSpan);
    view.current = made;
    return () => made.dispose();
  }, [session, marks]);

  // Before paint, so that the tail never shows a gap.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` and the like stand for what the session holds.
  useLayoutEffect(() => {
    view.current?.update({ lines, columns, highlightOf });
  }, [lines, columns, highlightOf, version, viewVersion, selectionVersion, isFollowing]);

  // A message found with one filter is looked at among others with the next: it stays in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another view moves the table, not a new row or selection.
  useLayoutEffect(() => {
    const index = selectedRow === undefined ? undefined : session.indexOf(selectedRow);
    if (index !== undefined && index < lines.messages - 1) view.current?.center(index);
  }, [viewVersion]);

  // Elsewhere, another message may have been selected: the next of its channel, one that was searched for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection moves the table.
  useLayoutEffect(() => {
    const index = selectedRow === undefined ? undefined : session.indexOf(selectedRow);
    if (index !== undefined) view.current?.show(index);
  }, [selectedRow]);

  return { marks, lines, view };
}

/** @returns a function that finds the first matching rule of a row; rules that need payloads match none */
function useHighlights(): (row: number) => HighlightRule | undefined {
  const { table } = useSession();
  const rules = usePreference(({ highlightRules }) => highlightRules);
  const viewVersion = useWindowState((state) => state.viewVersion);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another session, the table's channels are others.
  return useMemo(() => {
    const matchers = rules.flatMap((rule) => {
      const compiled = compileFilter(rule.filter, table);
      return 'error' in compiled ? [] : [{ rule, matcher: new RowMatcher(compiled.filter) }];
    });
    return (row) => matchers.find(({ matcher }) => matcher.verdictOf(table, row) === Verdict.yes)?.rule;
  }, [rules, table, viewVersion]);
}
