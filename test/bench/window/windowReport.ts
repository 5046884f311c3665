/** Figures of the window. */

export interface WindowSettings {
  /** In the table before anything is measured. */
  readonly messages: number;
  /** That go on arriving. */
  readonly messagesPerSecond: number;
  /** Of each look at the frames. */
  readonly seconds: number;
  readonly keystrokes: number;
  readonly starts: number;
}

/** The window over some seconds. */
export interface FrameFigures {
  readonly framesPerSecond: number;
  readonly p99FrameMs: number;
  readonly worstFrameMs: number;
  /** Processor time of the UI thread, as a share of the time that went by. */
  readonly uiThreadShare: number;
}

export interface WindowFigures {
  readonly settings: WindowSettings;
  /** Messages a second that arrived in the window meanwhile. */
  readonly arrivedPerSecond: number;
  readonly following: FrameFigures;
  readonly scrolling: FrameFigures;
  readonly memory: RendererMemory;
  readonly keystrokesMs: readonly number[];
  /** A payload of 1 MB, from the press of the mouse. */
  readonly detailsMs: readonly number[];
  /** From the start of the process to the first paint of the start screen. */
  readonly startsMs: readonly number[];
}

export interface RendererMemory {
  /** JavaScript heap in use, after a collection; the columns are outside it. */
  readonly heapBytes: number;
  /** Of the process, without what it shares with others; undefined where the system does not tell. */
  readonly privateBytes: number | undefined;
}
