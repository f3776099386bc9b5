// A bare socket that says to a node whatever a test wants said.
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Address } from "../../../../impl/runtime/tcp/address.ts";
import { type Frame, type FrameType, frameOf } from "../../../../impl/runtime/tcp/frame.ts";
import { frameDecoder } from "../../../../impl/runtime/tcp/frame-decoder.ts";
import { type Hello, helloPayload } from "../../../../impl/runtime/tcp/hello.ts";
import { packed } from "../../../../impl/runtime/tcp/payload.ts";
import { type Refusal, refusalIn } from "../../../../impl/runtime/tcp/refusal.ts";
import { until } from "../../until.ts";
import { common } from "./parrots.ts";

export interface Stranger {
  readonly socket: Socket;
  readonly received: Frame[];
  readonly closed: boolean;
  send(bytes: Uint8Array): void;
  sendFrame(type: FrameType, value: unknown): void;
  /** Waits until the other side has closed, and gives its refusal. */
  refusal(): Promise<Refusal | undefined>;
  /** Waits until the other side has said its hello. */
  welcome(): Promise<void>;
}

export const stranger = (to: Address): Stranger => {
  const socket = connect(to);
  const decoder = frameDecoder(1 << 20);
  const received: Frame[] = [];
  let closed = false;
  socket.on("data", (chunk) => {
    decoder.push(chunk);
    for (let frame = decoder.next(); frame; frame = decoder.next())
      received.push({ type: frame.type, payload: Uint8Array.from(frame.payload) });
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    closed = true;
  });
  onTestFinished(() => void socket.destroy());
  return {
    socket,
    received,
    get closed() {
      return closed;
    },
    send: (bytes) => void socket.write(bytes),
    sendFrame: (type, value) => void socket.write(frameOf(type, packed(value))),
    refusal: async () => {
      await until("the other side closes", () => closed);
      const frame = received.find(({ type }) => type === "refusal");
      return frame && refusalIn(frame.payload);
    },
    welcome: () => until("a hello", () => received.some(({ type }) => type === "hello")),
  };
};

export const helloFrame = (hello: Partial<Hello> = {}): Buffer =>
  frameOf("hello", helloPayload({ ...common, role: "node", node: "bob", incarnation: "disk of bob", ...hello } as Hello));

export const clientHello = (session: string): Buffer => helloFrame({ role: "client", session } as Partial<Hello>);
