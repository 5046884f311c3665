/**
 * What can be known of a NativeImage, which Electron's serializer carries as it is (shell/common/v8_util.cc): its class is not
 * exported, and its methods are native.
 */

import type { ImageFacts } from '../../shared/value/builtins';
import type { AnyFunction } from './patch';
import { apply, getPrototypeOf, round } from './primordials';

/** Of `electron.nativeImage`. */
interface ImageMaker {
  createEmpty(): { readonly getSize: AnyFunction; readonly getScaleFactors: AnyFunction };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Each pixel crosses with four channels of a byte. */
const BYTES_PER_PIXEL = 4;

/** @returns tells of an object what image it is; undefined: it is none */
export function imageReader(maker: ImageMaker | undefined): (value: object) => ImageFacts | undefined {
  if (maker === undefined) return () => undefined;
  const { getSize, getScaleFactors } = maker.createEmpty();
  const prototype: unknown = getPrototypeOf(maker.createEmpty());
  // The methods of our own image, called on the app's: an app may have put others on that.
  return (value) => {
    if (getPrototypeOf(value) !== prototype) return undefined;
    const sizes = (apply(getScaleFactors, value, []) as number[]).map((scale): Size => {
      // In device-independent pixels.
      const { width, height } = apply(getSize, value, [scale]) as Size;
      return { width: round(width * scale), height: round(height * scale) };
    });
    const bytes = sizes.reduce((sum, { width, height }) => sum + width * height * BYTES_PER_PIXEL, 0);
    const { width, height } = sizes.reduce((largest, size) => (size.width > largest.width ? size : largest), {
      width: 0,
      height: 0,
    });
    return { width, height, bytes };
  };
}
