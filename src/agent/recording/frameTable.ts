/** Finds what is known of a frame by its ids and by its number, and forgets frames as others come. */

/** What is remembered of a frame. */
interface KnownFrame {
  readonly id: number;
  /** It was met since the hand last came by. */
  isUsed: boolean;
}

/** This many are remembered in any case. */
const MIN_REMEMBERED = 1000;
/** Frames that the hand passes for each new one: with 4, no more are kept without need than are in use. */
const PASSED = 4;
/** Process ids are far below 2 ** 21, frame ids below 2 ** 32. */
const PROCESS_FACTOR = 2 ** 32;

/**
 * An app can create any number of frames, so entries of removed frames must be dropped, but not at once: messages may
 * still refer to them. Each added frame advances a clock hand by a few entries. The hand drops entries that are not
 * in use and were not looked up since its last pass. No step takes longer when there are more frames.
 */
export class FrameTable<Frame extends KnownFrame> implements Iterable<Frame> {
  private readonly frames = new Map<number, Frame>();
  private readonly byId = new Map<number, Frame>();
  private hand: Iterator<[number, Frame]> | undefined;

  /**
   * @param isInUse such a frame is never forgotten
   * @param forgotten is called with each that is forgotten
   */
  constructor(
    private readonly isInUse: (frame: Frame) => boolean,
    private readonly forgotten: (frame: Frame) => void,
  ) {}

  get size(): number {
    return this.frames.size;
  }

  /** The frame with these ids of Chromium's. */
  get(processId: number, frameId: number): Frame | undefined {
    const frame = this.frames.get(keyOf(processId, frameId));
    if (frame !== undefined) frame.isUsed = true;
    return frame;
  }

  /** @param id `id` of the frame */
  byNumber(id: number): Frame | undefined {
    return this.byId.get(id);
  }

  add(processId: number, frameId: number, frame: Frame): void {
    this.frames.set(keyOf(processId, frameId), frame);
    this.byId.set(frame.id, frame);
    for (let i = 0; i < PASSED && this.size > MIN_REMEMBERED; i++) this.passOne();
  }

  /** All known frames; some may be added or dropped during the iteration. */
  [Symbol.iterator](): Iterator<Frame> {
    return this.frames.values();
  }

  private passOne(): void {
    this.hand ??= this.frames.entries();
    const { done, value } = this.hand.next();
    if (done) {
      this.hand = undefined;
      return;
    }
    const [key, frame] = value;
    if (frame.isUsed) frame.isUsed = false;
    else if (!this.isInUse(frame)) {
      this.frames.delete(key);
      this.byId.delete(frame.id);
      this.forgotten(frame);
    }
  }
}

function keyOf(processId: number, frameId: number): number {
  return processId * PROCESS_FACTOR + frameId;
}
