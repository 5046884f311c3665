import { useMemo } from 'react';
import type { HighlightRule } from '../../shared/bridge/windowPreferences';
import { compileFilter, RowMatcher } from '../../shared/filter/compile';
import { Verdict } from '../../shared/filter/verdict';
import { usePreference } from '../session/preferences';
import { useSession, useWindowState } from '../session/SessionContext';

/** @returns finds the first rule that a row meets; what only a payload could tell meets none */
export function useHighlights(): (row: number) => HighlightRule | undefined {
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
