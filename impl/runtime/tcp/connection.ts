import type { Socket } from "node:net";
import { type Frame, frameOf } from "./frame.ts";
import { frameDecoder } from "./frame-decoder.ts";
import type { Limits } from "./limits.ts";
import { Malformed } from "./malformed.ts";
import { type Refusal, type RefusalCode, refusalPayload } from "./refusal.ts";

/** Frames over one socket, for either side of it. */
export interface Connection {
  /** False when the socket's buffer is full: `drained` follows. */
  write(frame: Buffer): boolean;
  /** The hello is accepted: from now on payloads may be as long as this, and silence counts. */
  greeted(payloadBytes: number): void;
  /** Tells the other side why, and closes. */
  refuse(refusal: Refusal): void;
  /** What was written still leaves; nothing more is read. */
  close(why: string): void;
  /** Reads nothing until `resume`. */
  pause(): void;
  resume(): void;
  /** Bytes that were written and have not left. */
  readonly unsent: number;
  readonly remote: string;
}

export interface ConnectionEvents {
  /** It may throw `Malformed`, by which the connection is refused. */
  frame(frame: Frame): void;
  drained?(): void;
  /** Once, at the very end. */
  closed(why: string): void;
}

const BEAT = frameOf("beat", new Uint8Array());

/** The hello counts from now. */
export const connectionOver = (socket: Socket, limits: Limits, events: ConnectionEvents): Connection => {
  const decoder = frameDecoder(limits.helloBytes);
  const remote = `${socket.remoteAddress ?? "?"}:${socket.remotePort ?? "?"}`;
  let phase: "hello" | "open" | "closing" = "hello";
  let reason: string | undefined;
  let [paused, corked, wrote] = [false, false, false];
  // Beats since the connection began, since the last byte, and since a frame began that has not ended.
  let [age, silent, unfinished] = [0, 0, 0];

  const write = (frame: Buffer): boolean => {
    if (phase === "closing") return false;
    wrote = true;
    // What is written in one go leaves in one packet.
    if (!corked) {
      corked = true;
      socket.cork();
      process.nextTick(() => {
        corked = false;
        socket.uncork();
      });
    }
    return socket.write(frame);
  };

  let linger: NodeJS.Timeout | undefined;
  const close = (why: string): void => {
    if (phase === "closing") return;
    phase = "closing";
    reason ??= why;
    // A socket that is closed with bytes unread resets the connection, and the other side may never see what was written last.
    socket.resume();
    socket.end();
    linger = setTimeout(() => socket.destroy(), limits.lingerMs);
  };

  const refuse = (refusal: Refusal): void => {
    write(frameOf("refusal", refusalPayload(refusal)));
    close(refusal.why);
  };
  const refuseAs = (code: RefusalCode, why: string) => refuse({ code, why });

  const receive = (chunk: Buffer): void => {
    if (phase === "closing") return;
    silent = 0;
    try {
      decoder.push(chunk);
      for (let frame = decoder.next(); frame; frame = isOpen() ? decoder.next() : undefined) {
        unfinished = 0;
        if (frame.type !== "beat") events.frame(frame);
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      refuseAs("malformed", error.message);
    }
  };
  const isOpen = () => phase !== "closing";

  const beat = (): void => {
    if (phase === "closing") return;
    age++;
    if (phase === "open" && !wrote && socket.writableLength === 0) write(BEAT);
    wrote = false;
    if (paused) return;
    silent++;
    unfinished = decoder.partial ? unfinished + 1 : 0;
    if (phase === "hello" && age >= limits.helloBeats)
      refuseAs("late", `no hello within ${limits.helloBeats * limits.beatMs} ms`);
    else if (unfinished > limits.frameBeats)
      refuseAs("late", `a frame took longer than ${limits.frameBeats * limits.beatMs} ms`);
    else if (phase === "open" && silent > limits.silentBeats) {
      reason = `silent for ${limits.silentBeats * limits.beatMs} ms`;
      socket.destroy();
    }
  };
  const beats = setInterval(beat, limits.beatMs);

  socket.setNoDelay(true);
  socket.on("data", receive);
  socket.on("drain", () => events.drained?.());
  socket.on("end", () => {
    reason ??= decoder.partial ? "closed by the other side in the middle of a frame" : "closed by the other side";
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    reason ??= error.code ?? error.message;
  });
  socket.on("close", () => {
    phase = "closing";
    clearInterval(beats);
    clearTimeout(linger);
    events.closed(reason ?? "closed");
  });

  return {
    write,
    refuse,
    close,
    greeted: (payloadBytes) => {
      if (phase === "closing") return;
      phase = "open";
      decoder.allow(payloadBytes);
    },
    pause: () => {
      if (phase === "closing") return;
      paused = true;
      socket.pause();
    },
    resume: () => {
      paused = false;
      socket.resume();
    },
    get unsent() {
      return socket.writableLength;
    },
    remote,
  };
};
