/** Of a NativeImage: its largest representation in pixels, and the bytes with which all of them cross. */
export interface ImageFacts {
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/**
 * What the encoder asks of the process it runs in: exact answers about an object's internal slots, without
 * running any code of the app. In Node these are functions of `node:util`'s `types`.
 */
export interface Builtins {
  isProxy(value: object): boolean;
  isDate(value: object): boolean;
  isRegExp(value: object): boolean;
  isMap(value: object): boolean;
  isSet(value: object): boolean;
  isNativeError(value: object): boolean;
  isAnyArrayBuffer(value: object): boolean;
  isSharedArrayBuffer(value: object): boolean;
  isBoxedPrimitive(value: object): boolean;
  isPromise(value: object): boolean;
  isWeakMap(value: object): boolean;
  isWeakSet(value: object): boolean;
  /** Tells of an Electron NativeImage; undefined: it is none. */
  imageOf(value: object): ImageFacts | undefined;
  /** Takes out of an error's stack what the app did not put there: the agent's own frames. */
  cleanStack(stack: string): string;
  /** Standard base64 with padding. */
  toBase64(bytes: Uint8Array): string;
}
