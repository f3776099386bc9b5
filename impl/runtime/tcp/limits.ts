/** A limit on everything that another side could make grow or wait. */
export interface Limits {
  /** The longest payload of a frame, in bytes. */
  readonly frameBytes: number;
  /** The same of what a client sends, which a protocol still has to wrap in messages and records. */
  readonly requestBytes: number;
  /** The same before a hello is accepted. */
  readonly helloBytes: number;
  /**
   * Milliseconds between two beats of a connection. A side that has written nothing since the last beat writes one. All waiting
   * is counted in beats: a process that was stopped for an hour has missed one, and does not blame its peers.
   */
  readonly beatMs: number;
  /** Beats within which the other side must have been reached and have said its hello. */
  readonly helloBeats: number;
  /** Beats without a byte after which the other side counts as gone. */
  readonly silentBeats: number;
  /** Beats that a frame may take from its first byte to its last. */
  readonly frameBeats: number;
  /** Frames, and their bytes, that wait for one peer; the oldest are dropped for newer ones. */
  readonly queueFrames: number;
  readonly queueBytes: number;
  /** Bytes of replies that wait for a client that does not read them; more, and it is disconnected. */
  readonly replyBytes: number;
  /** Connections accepted that have not said their hello; for one more, the one that has waited longest is closed. */
  readonly strangers: number;
  /** Connections of clients. */
  readonly clients: number;
  /** The shortest and the longest mean time between two attempts to connect, in milliseconds. */
  readonly backoffMs: readonly [least: number, most: number];
  /** Milliseconds that a closed connection has for its last frames. */
  readonly lingerMs: number;
}

const MiB = 2 ** 20;

export const LIMITS: Limits = {
  frameBytes: 16 * MiB,
  requestBytes: MiB,
  helloBytes: 4096,
  beatMs: 1000,
  helloBeats: 5,
  silentBeats: 5,
  frameBeats: 10,
  queueFrames: 8192,
  queueBytes: 64 * MiB,
  replyBytes: 64 * MiB,
  strangers: 64,
  clients: 1024,
  backoffMs: [50, 2000],
  lingerMs: 500,
};
