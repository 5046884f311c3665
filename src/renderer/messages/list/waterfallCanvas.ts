/** The waterfall of the messages in sight, as one picture: as elements, every bar would be laid out again with each line that is scrolled. */

import { paintCanvas } from '../../components/CanvasView';
import { LINE_HEIGHT_PX } from '../../components/listPosition';
import { onSchemeChange, type Palette } from '../../components/palette';
import { phasesOf, startOf } from '../../session/phases';
import { isSameRow, type MessageRow } from '../../session/readMessageRow';
import { fractionOf, type TimeSpan } from '../timeSpan';

const BAR_TOP_PX = 8;
const BAR_HEIGHT_PX = 10;
const MARGIN_PX = 6;
const MIN_BAR_PX = 3;
const MIN_BLOCKING_PX = 2;
const PENDING_OPACITY = 0.55;

/** The messages by line, from the first one drawn; undefined for lines that are none. */
type Messages = readonly (MessageRow | undefined)[];

export class WaterfallCanvas {
  private messages: Messages = [];
  private span: TimeSpan | undefined;
  private widthPx = 0;
  private topPx = Number.NaN;
  private readonly observer: ResizeObserver;
  private readonly stopScheme: () => void;

  /**
   * @param layer is moved to the first line
   * @param canvas fills the column of the layer
   */
  constructor(
    private readonly layer: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
  ) {
    this.observer = new ResizeObserver(([entry]) => {
      this.widthPx = entry?.contentRect.width ?? 0;
      this.paint();
    });
    this.observer.observe(canvas);
    this.stopScheme = onSchemeChange(() => this.paint());
  }

  /** @param topPx where the first message lies in the list's element */
  draw(messages: Messages, span: TimeSpan, topPx: number): void {
    if (topPx !== this.topPx) {
      this.topPx = topPx;
      this.layer.style.top = `${topPx}px`;
    }
    // New messages outside the visible rows cost nothing here.
    const isSame =
      span.startUs === this.span?.startUs && span.endUs === this.span.endUs && areSame(messages, this.messages);
    this.messages = messages;
    this.span = span;
    if (!isSame) this.paint();
  }

  dispose(): void {
    this.observer.disconnect();
    this.stopScheme();
  }

  private paint(): void {
    const { span, messages, widthPx } = this;
    if (span === undefined) return;
    const size = { width: widthPx, height: messages.length * LINE_HEIGHT_PX };
    this.canvas.style.height = `${size.height}px`;
    paintCanvas(this.canvas, size, (context, _width, _height, palette) => {
      messages.forEach((message, line) => {
        if (message !== undefined)
          paintBar(context, message, span, widthPx, line * LINE_HEIGHT_PX + BAR_TOP_PX, palette);
      });
    });
  }
}

function areSame(a: Messages, b: Messages): boolean {
  return (
    a.length === b.length &&
    a.every((message, i) => {
      const other = b[i];
      return message === undefined || other === undefined ? message === other : isSameRow(message, other);
    })
  );
}

/** A message on the time line: transit, blocking, handler and return. */
function paintBar(
  context: CanvasRenderingContext2D,
  message: MessageRow,
  span: TimeSpan,
  widthPx: number,
  topPx: number,
  palette: Palette,
): void {
  const { atUs, durationUs, status } = message;
  const isPending = status === 'pending';
  const startUs = startOf(message);
  const endUs = isPending ? span.endUs : startUs + (Number.isNaN(durationUs) ? 0 : durationUs);
  const innerPx = widthPx - 2 * MARGIN_PX;
  const placeOf = (timeUs: number) => MARGIN_PX + fractionOf(span, timeUs) * innerPx;
  const fill = (fromUs: number, toUs: number, minPx: number, color: `--${string}`) => {
    const leftPx = placeOf(fromUs);
    context.fillStyle = palette(color);
    context.fillRect(leftPx, topPx, Math.max(minPx, placeOf(toUs) - leftPx), BAR_HEIGHT_PX);
  };
  context.globalAlpha = isPending ? PENDING_OPACITY : 1;
  fill(startUs, endUs, MIN_BAR_PX, '--phase-handler');
  for (const { name, fromUs, lengthUs } of phasesOf(message)) {
    const minPx = name === 'blocking' ? MIN_BLOCKING_PX : 0;
    fill(atUs + fromUs, atUs + fromUs + lengthUs, minPx, `--phase-${name}`);
  }
  context.globalAlpha = 1;
  if (isPending) dotEnd(context, placeOf(endUs), topPx, palette('--phase-handler'));
}

/** A pending message has an open end. */
function dotEnd(context: CanvasRenderingContext2D, rightPx: number, topPx: number, color: string): void {
  context.fillStyle = color;
  for (let offsetPx = 0; offsetPx < BAR_HEIGHT_PX; offsetPx += 4) context.fillRect(rightPx - 2, topPx + offsetPx, 2, 2);
}
