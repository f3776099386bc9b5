import { match, P } from "ts-pattern";
import type { TwoPhaseCommit } from "../../../impl/commit/two-phase-commit/protocol.ts";
import { twoPhaseCommit } from "../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import { isResult } from "../../../impl/commit/two-phase-commit/wire.ts";
import { ask } from "./ask.ts";
import type { AskFlags, OpenFlags } from "./node-options.ts";
import { required } from "./required.ts";
import { DONE, NOT_DONE, NOT_KNOWN, say } from "./say.ts";

export const openCommand = ([account]: readonly string[], flags: OpenFlags): Promise<number> =>
  askStore({ type: "open", account, amount: required(flags.amount, "--amount 100") }, account, flags);

export const balanceCommand = ([account]: readonly string[], flags: AskFlags): Promise<number> =>
  askStore({ type: "balance", account }, account, flags);

const askStore = async (command: TwoPhaseCommit["command"], account: string, flags: AskFlags): Promise<number> => {
  const answer = await ask<TwoPhaseCommit>({ core: twoPhaseCommit(), command, isResult }, flags);
  const [status, text] = match(answer)
    .with({ type: "opened" }, () => [DONE, `opened ${account}`] as const)
    .with({ type: "balance" }, ({ amount }) => [DONE, String(amount)] as const)
    .with({ type: "locked" }, () => [NOT_DONE, `locked: ${account} is in a transfer that is not decided; ask again`] as const)
    .with({ type: P.union("unavailable", "refused") }, ({ type, why }) => [NOT_DONE, `${type}: ${why}`] as const)
    .with({ type: "no-answer" }, ({ why }) => [NOT_KNOWN, `${why}; asked again, it does nothing twice`] as const)
    .otherwise(({ type }) => [NOT_KNOWN, `the node answered with ${type}, which is no answer to this`] as const);
  return say(status, text, { account, ...answer }, flags);
};
