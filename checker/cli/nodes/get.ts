import { match, P } from "ts-pattern";
import type { QuorumStore } from "../../../impl/replication/quorum-store/protocol.ts";
import { quorumStore } from "../../../impl/replication/quorum-store/quorum-store.ts";
import { isResult } from "../../../impl/replication/quorum-store/wire.ts";
import { ask } from "./ask.ts";
import type { GetFlags } from "./node-options.ts";
import { DONE, NOT_DONE, NOT_KNOWN, say } from "./say.ts";

export const getCommand = async ([key]: readonly string[], flags: GetFlags): Promise<number> => {
  const command: QuorumStore["command"] = {
    ...{ type: "get", key },
    ...(flags.read === undefined ? {} : { r: flags.read }),
    ...(flags.write === undefined ? {} : { w: flags.write }),
    // Commander says true where nothing was said.
    ...(flags.writeBack === false ? { writeBack: false } : {}),
  };
  const answer = await ask<QuorumStore>({ core: quorumStore(), command, isResult }, flags);
  const [status, text] = match(answer)
    .with({ type: "value", value: P.string }, ({ value }) => [DONE, value] as const)
    .with({ type: "value" }, () => [NOT_DONE, `nothing was ever written under ${JSON.stringify(key)}`] as const)
    .with({ type: "refused" }, ({ why }) => [NOT_DONE, `refused: ${why}`] as const)
    .with({ type: P.union("unavailable", "unknown") }, ({ why }) => [NOT_KNOWN, `no answer: ${why}`] as const)
    .with({ type: "no-answer" }, ({ why }) => [NOT_KNOWN, why] as const)
    .otherwise(({ type }) => [NOT_KNOWN, `the node answered with a ${type}, which is no answer to a get`] as const);
  return say(status, text, { key, ...answer }, flags);
};
