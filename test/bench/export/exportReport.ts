export interface ExportSettings {
  readonly messages: number;
  readonly rounds: number;
}

/** Of one format. */
export interface ExportFigure {
  readonly format: string;
  /** What the messages are: `short` calls one after the other, or calls that all `overlap`. */
  readonly calls: 'short' | 'overlapping';
  readonly messages: number;
  readonly fileBytes: number;
  readonly medianMs: number;
  /** Most that heap and buffers had above the open session. */
  readonly memoryBytes: number;
}
