import type { RefObject } from 'react';
import type { FilterError, Token, TokenType } from '../../shared/filter/ast';
import { parseFilter } from '../../shared/filter/parse';
import styles from './FilterText.module.css';

interface FilterTextProps {
  readonly text: string;
  readonly error: FilterError | undefined;
  /** Scrolls with the input that lies over it. */
  readonly ref: RefObject<HTMLDivElement | null>;
}

/** The filter in colours, with errors underlined. It lies under the input, whose text is transparent. */
export function FilterText({ text, error, ref }: FilterTextProps) {
  return (
    <div ref={ref} className={styles.text} aria-hidden="true">
      {piecesOf(text, parseFilter(text).tokens, error).map(({ start, end, type, isWrong }) => (
        <span key={start} data-token={type} data-wrong={isWrong}>
          {text.slice(start, end)}
        </span>
      ))}
      {error !== undefined && error.span.end > text.length && <span data-wrong="true"> </span>}
    </div>
  );
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly type: TokenType | undefined;
  readonly isWrong: boolean;
}

/** The complete text, split where a token or the error begins or ends. */
function piecesOf(text: string, tokens: readonly Token[], error: FilterError | undefined): Piece[] {
  const { start: wrongStart = 0, end: wrongEnd = 0 } = error?.span ?? {};
  const edges = [0, text.length, wrongStart, wrongEnd, ...tokens.flatMap(({ start, end }) => [start, end])];
  const places = [...new Set(edges.filter((edge) => edge <= text.length))].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, i) => ({
    start,
    end: places[i + 1] as number,
    type: tokens.find((token) => token.start <= start && start < token.end)?.type,
    isWrong: wrongStart <= start && start < wrongEnd,
  }));
}
