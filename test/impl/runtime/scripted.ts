// A core that does what its configuration says, for tests that are about the host and not about a protocol.
import type { Core, Effect, Input } from "../../../impl/runtime/core.ts";

export interface Scripted {
  readonly config: Script;
  /** What it has seen: the records at its boot, then its inputs. */
  readonly state: { readonly script: Script; readonly seen: readonly string[] };
  readonly message: { readonly type: "note"; readonly text: string };
  readonly record: { readonly type: "line"; readonly text: string };
  readonly command: { readonly type: "do"; readonly what: string };
  readonly result: { readonly type: "done"; readonly what: string };
  readonly timer: "first" | "second";
}

export type Script = Readonly<Record<string, readonly Effect<Scripted>[]>>;

/** The name under which a script answers an input: `boot`, `do x`, `note x`, `first`, `durable 1`, `choice 0`. */
const nameOf = (input: Input<Scripted>): string => {
  switch (input.kind) {
    case "request":
      return `do ${input.command.what}`;
    case "message":
      return `note ${input.message.text}`;
    case "timer":
      return input.timer;
    case "durable":
      return `durable ${input.lsn}`;
    case "choice":
      return `choice ${input.index}`;
  }
};

export const scripted: Core<Scripted> = {
  name: "scripted",
  version: 1,
  boot: (script, _, disk) => ({ state: { script, seen: disk.records.map(({ text }) => text) }, effects: script.boot ?? [] }),
  step: ({ script, seen }, input) => {
    const name = nameOf(input);
    return { state: { script, seen: [...seen, name] }, effects: script[name] ?? [] };
  },
};

export const append = (lsn: number, ...texts: string[]): Effect<Scripted> => ({
  kind: "append",
  lsn,
  records: texts.map((text) => ({ type: "line", text })),
});
export const send = (to: string, text: string, after: number): Effect<Scripted> => ({
  kind: "send",
  to,
  message: { type: "note", text },
  after,
});
export const reply = (what: string, after: number): Effect<Scripted> => ({
  kind: "reply",
  session: "s",
  seq: 1,
  result: { type: "done", what },
  after,
});
export const ask = (what: string) => ({ session: "s", seq: 1, command: { type: "do", what } as const });
