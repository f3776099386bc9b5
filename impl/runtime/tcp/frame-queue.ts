/** Frames that wait for a peer. A protocol bears lost messages, and newer ones serve it better: the oldest give way. */
export interface FrameQueue {
  /** The number of frames dropped to make room; the frame itself is one of them if it is longer than the queue. */
  push(frame: Buffer): number;
  shift(): Buffer | undefined;
  readonly length: number;
}

export const frameQueue = (mostFrames: number, mostBytes: number): FrameQueue => {
  let frames: (Buffer | undefined)[] = [];
  let [first, bytes] = [0, 0];

  const shift = (): Buffer | undefined => {
    const frame = frames[first];
    if (!frame) return undefined;
    frames[first++] = undefined;
    bytes -= frame.length;
    // The front is cut off when it is half of the list, so that each frame is moved once on average.
    if (first * 2 >= frames.length) [frames, first] = [frames.slice(first), 0];
    return frame;
  };

  const push = (frame: Buffer): number => {
    frames.push(frame);
    bytes += frame.length;
    let dropped = 0;
    while (frames.length - first > mostFrames || bytes > mostBytes) {
      shift();
      dropped++;
    }
    return dropped;
  };

  return {
    push,
    shift,
    get length() {
      return frames.length - first;
    },
  };
};
