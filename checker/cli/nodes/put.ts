import { match, P } from "ts-pattern";
import type { QuorumStore } from "../../../impl/replication/quorum-store/protocol.ts";
import { quorumStore } from "../../../impl/replication/quorum-store/quorum-store.ts";
import { isBound, isResult } from "../../../impl/replication/quorum-store/wire.ts";
import { ask } from "./ask.ts";
import type { PutFlags } from "./node-options.ts";
import { DONE, NOT_DONE, NOT_KNOWN, say } from "./say.ts";

export const putCommand = async ([key, value]: readonly string[], flags: PutFlags): Promise<number> => {
  const command: QuorumStore["command"] = {
    ...{ type: "put", key, value },
    ...(flags.read === undefined ? {} : { r: flags.read }),
    ...(flags.write === undefined ? {} : { w: flags.write }),
  };
  const answer = await ask<QuorumStore>({ core: quorumStore(), command, isResult, isBound }, flags);
  const [status, text] = match(answer)
    .with({ type: "written" }, ({ version }) => [DONE, `written, as version ${version.counter} by ${version.node}`] as const)
    .with({ type: P.union("unavailable", "refused") }, ({ why }) => [NOT_DONE, `not written: ${why}`] as const)
    .with({ type: "unknown" }, ({ why }) => [NOT_KNOWN, `not known to be written: ${why}; it may be, or be yet`] as const)
    .with({ type: "no-answer" }, ({ why }) => [NOT_KNOWN, why] as const)
    .otherwise(({ type }) => [NOT_KNOWN, `the node answered with a ${type}, which is no answer to a put`] as const);
  return say(status, text, { key, ...answer }, flags);
};
