import { randomUUID } from "node:crypto";
import { match, P } from "ts-pattern";
import type { Outcome, Place } from "../../../impl/commit/two-phase-commit/messages.ts";
import type { TwoPhaseCommit } from "../../../impl/commit/two-phase-commit/protocol.ts";
import { twoPhaseCommit } from "../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import { isResult } from "../../../impl/commit/two-phase-commit/wire.ts";
import { SpecError } from "../../../specs/language/spec-error.ts";
import { ask } from "./ask.ts";
import type { TransferFlags } from "./node-options.ts";
import { required } from "./required.ts";
import { DONE, NOT_DONE, NOT_KNOWN, say } from "./say.ts";

export const transferCommand = async (_: readonly string[], flags: TransferFlags): Promise<number> => {
  const { id = randomUUID() } = flags;
  const from = placeIn("--from", required(flags.from, "--from east/alice"));
  const to = placeIn("--to", required(flags.to, "--to west/bob"));
  const amount = required(flags.amount, "--amount 30");
  const command: TwoPhaseCommit["command"] = { type: "transfer", id, from, to, amount };
  const answer = await ask<TwoPhaseCommit>({ core: twoPhaseCommit(), command, isResult }, flags);
  const again = `ask again with --id ${id}, and it is done once`;
  const [status, text] = match(answer)
    .with({ type: "committed" }, () => [DONE, `committed: ${amount} from ${textOf(from)} to ${textOf(to)}, as ${id}`] as const)
    .with({ type: "aborted" }, (outcome) => [NOT_DONE, `${abortText(outcome)}; another try takes another --id`] as const)
    .with({ type: P.union("unavailable", "refused") }, ({ type, why }) => [NOT_DONE, `${type}: ${why}`] as const)
    .with({ type: "no-answer" }, ({ why }) => [NOT_KNOWN, `${why}; ${again}`] as const)
    .otherwise(
      ({ type }) => [NOT_KNOWN, `the node answered with ${type}, which is no answer to a transfer; ${again}`] as const,
    );
  return say(status, text, { id, ...answer }, flags);
};

/** A store's name has no slash; an account's may. */
const placeIn = (option: string, text: string): Place => {
  const [, store, account] = /^([^/]+)\/(.+)$/.exec(text) ?? [];
  if (store !== undefined) return { store, account };
  throw new SpecError(`${option}: ${JSON.stringify(text)} is no place; it is written as store/account, as east/alice`);
};

const abortText = ({ reason, store }: Extract<Outcome, { type: "aborted" }>): string =>
  `aborted, nothing was moved: ${reason}${store === null ? "" : ` at ${store}`}`;

const textOf = ({ store, account }: Place): string => `${store}/${account}`;
