// A node's surroundings that end its process with SIGKILL at a crash point, once there is one.
import type { Protocol } from "../../../impl/runtime/core.ts";
import type { NodeEvent } from "../../../impl/runtime/server/node-event.ts";
import type { Files, OpenFile } from "../../../impl/runtime/wal/files.ts";
import { lockDirectory } from "../../../impl/runtime/wal/lock.ts";
import type { Ground } from "../../../impl/runtime/wal/open-log.ts";
import { realFiles } from "../../../impl/runtime/wal/real-files.ts";
import type { CrashPoint } from "./crash-point.ts";

export interface SelfKilling<P extends Protocol> {
  crashAt(point: CrashPoint): void;
  onEvent(event: NodeEvent<P>): void;
  readonly ground: Ground;
}

const die = (): void => {
  process.kill(process.pid, "SIGKILL");
};

export const selfKilling = <P extends Protocol>(): SelfKilling<P> => {
  let point: CrashPoint | undefined;
  /** Where the record stands in the log. */
  let lsn: number | undefined;
  const isAt = (moment: CrashPoint["moment"]) => point?.moment === moment;
  const holdsIt = (bytes: Uint8Array) => point !== undefined && Buffer.from(bytes).includes(packedType(point.record));

  const watched = (file: OpenFile): OpenFile => {
    let unsynced = false;
    return {
      write: async (bytes, offset) => {
        const concerns = holdsIt(bytes);
        if (concerns && isAt("torn")) {
          await file.write(bytes.subarray(0, bytes.length / 2), offset);
          die();
        }
        await file.write(bytes, offset);
        if (concerns && isAt("written")) die();
        unsynced = concerns;
      },
      truncate: file.truncate,
      sync: async () => {
        await file.sync();
        if (unsynced && isAt("synced")) die();
        unsynced = false;
      },
      close: file.close,
    };
  };
  const files: Files = { ...realFiles, open: async (path, how) => watched(await realFiles.open(path, how)) };

  const wanted = (effects: Extract<NodeEvent<P>, { kind: "step" }>["effects"]): void => {
    for (const effect of effects) {
      if (effect.kind !== "append") continue;
      const index = effect.records.findIndex(({ type }) => type === point?.record);
      if (index < 0) continue;
      lsn ??= effect.lsn + index;
      if (isAt("wanted")) die();
    }
  };

  return {
    crashAt: (given) => {
      point = given;
    },
    onEvent: (event) => {
      if (event.kind !== "step") return;
      wanted(event.effects);
      const isDurable = event.input?.kind === "durable" && lsn !== undefined && event.input.lsn >= lsn;
      // What leaves is written to its sockets in this turn of the event loop.
      if (isDurable && isAt("left")) setImmediate(die);
    },
    ground: { files, lock: lockDirectory },
  };
};

/** A record's type as MessagePack has it: two short texts. */
const packedType = (type: string): Buffer =>
  Buffer.concat(["type", type].flatMap((text) => [Buffer.of(0xa0 + text.length), Buffer.from(text)]));
