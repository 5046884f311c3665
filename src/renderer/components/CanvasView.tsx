import { useEffect, useLayoutEffect, useRef } from 'react';
import styles from './CanvasView.module.css';
import { onSchemeChange, type Palette, paletteOf } from './palette';

/** Draws in CSS pixels. */
export type Draw = (context: CanvasRenderingContext2D, widthPx: number, heightPx: number, palette: Palette) => void;

/**
 * A picture that fills its parent and stays sharp. Its content must also be available as text.
 *
 * @param draw a new function, size or colour scheme draws again
 */
export function CanvasView({ draw }: { readonly draw: Draw }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  // The observer gives the size: reading it here would force a layout.
  const size = useRef({ width: 0, height: 0 });
  useLayoutEffect(() => {
    latest.current = draw;
    paintCanvas(canvas.current, size.current, draw);
  }, [draw]);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const repaint = () => paintCanvas(element, size.current, latest.current);
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      size.current = entry.contentRect;
      repaint();
    });
    observer.observe(element);
    const stop = onSchemeChange(repaint);
    return () => {
      observer.disconnect();
      stop();
    };
  }, []);
  return (
    <div className={styles.frame} aria-hidden="true">
      <canvas ref={canvas} className={styles.canvas} />
    </div>
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Redraws a picture of this size, in CSS pixels, as sharp as the screen. */
export function paintCanvas(
  canvas: HTMLCanvasElement | null,
  { width: widthPx, height: heightPx }: Size,
  draw: Draw,
): void {
  const context = canvas?.getContext('2d');
  if (!canvas || !context) return;
  const scale = window.devicePixelRatio;
  const [width, height] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  if (width === 0 || height === 0) return;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  draw(context, widthPx, heightPx, paletteOf(canvas));
}
