// Clusters in virtual time, with faults, held against what transfers promise.
import { type CommitOptions, commitConfig } from "../../../../impl/commit/two-phase-commit/config.ts";
import type { Command, Transfer } from "../../../../impl/commit/two-phase-commit/messages.ts";
import type { TwoPhaseCommit } from "../../../../impl/commit/two-phase-commit/protocol.ts";
import { type CommitRules, commitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";
import { twoPhaseCommit } from "../../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import { PRESUMED, type Presumed } from "../../../../impl/commit/two-phase-commit/variants.ts";
import type { Faults } from "../../../../impl/runtime/simulator/faults.ts";
import { simulate } from "../../../../impl/runtime/simulator/simulate.ts";
import type { Observer, Outcome, Simulation } from "../../../../impl/runtime/simulator/simulation.ts";
import type { Draw, Source } from "../../../../impl/runtime/simulator/tape.ts";
import { follows } from "./followed.ts";
import { keepsPromises, unsettled } from "./promises.ts";

export interface Shape {
  readonly options: CommitOptions;
  readonly faults?: Partial<Faults>;
  /** Clients ask for transfers that were asked for before. */
  readonly repeats: boolean;
}

const COORDINATOR = "c";
interface Kind {
  readonly log: number;
  readonly repeats: boolean;
  readonly takesOverAfter?: number;
}
const shape = (presumed: Presumed, stores: readonly string[], more: Kind): Shape => ({
  options: {
    coordinator: COORDINATOR,
    participants: stores,
    presumed,
    takesOverAfter: more.takesOverAfter ?? null,
    milliseconds: { votes: [60, 90], again: [30, 60], inDoubt: [40, 80] },
    limits: { log: more.log },
  },
  repeats: more.repeats,
});

/** With checkpoints every few records, and clients that ask again; and without either, which can be held against the spec. */
export const shapes: readonly Shape[] = PRESUMED.flatMap((presumed) => [
  shape(presumed, ["a", "b"], { log: 6, repeats: true }),
  shape(presumed, ["a", "b", "d"], { log: 8, repeats: true }),
  shape(presumed, ["a", "b"], { log: 10_000, repeats: false }),
]);

/** Whose stores take over, at once or when they have asked once. Up to three of them have part in a transfer. */
export const takingOver: readonly Shape[] = PRESUMED.flatMap((presumed) => [
  shape(presumed, ["a", "b", "d"], { log: 10_000, repeats: false, takesOverAfter: 0 }),
  shape(presumed, ["a", "b", "d"], { log: 8, repeats: true, takesOverAfter: 1 }),
]);
/** Seeds from here on are for those. */
export const FIRST_TAKING_OVER = 100_000;

export const shapeOf = (seed: number): Shape =>
  seed < FIRST_TAKING_OVER ? shapes[seed % shapes.length] : takingOver[seed % takingOver.length];

export const outcomeOf = (of: Shape, source: Source, rules: CommitRules = commitRules): Outcome =>
  simulate(simulationOf(of, rules), source);

/** Held against the spec as well, where it can be. */
export const followedOutcomeOf = (of: Shape, source: Source, rules: CommitRules = commitRules): Outcome => {
  const simulation = simulationOf(of, rules);
  if (of.repeats) return simulate(simulation, source);
  const observe = (): Observer<TwoPhaseCommit> => {
    const [one, other] = [keepsPromises(COORDINATOR), follows(of.options)];
    return { step: (step) => one.step(step) ?? other.step(step) };
  };
  return simulate({ ...simulation, observe }, source);
};

/** For one run only, since it numbers the transfers that its clients ask for. */
export const simulationOf = ({ options, faults, repeats }: Shape, rules: CommitRules): Simulation<TwoPhaseCommit> => {
  const config = commitConfig(options);
  const asked = new Map<number, number>();
  const transfers: Transfer[] = [];
  const place = (draw: Draw) => ({
    store: config.participants[draw.choose(config.participants.length)],
    account: ["x", "y"][draw.choose(2)],
  });
  const transfer = (draw: Draw): Transfer => {
    const from = place(draw);
    const to = place(draw);
    const isSame = from.store === to.store && from.account === to.account;
    const payer = isSame ? { ...from, account: from.account === "x" ? "y" : "x" } : from;
    const more = config.takesOverAfter !== null && draw.choose(2) === 1 ? [{ ...place(draw), amount: 1 + draw.choose(4) }] : [];
    const also = more.filter(({ store, account }) => store !== payer.store || account !== payer.account);
    const made: Transfer = {
      type: "transfer",
      id: `t${transfers.length}`,
      from: payer,
      to,
      amount: 1 + draw.choose(8),
      ...(also.length > 0 ? { also } : {}),
      ...(draw.choose(4) === 1 ? { provided: [{ ...place(draw), atLeast: draw.choose(12) }] } : {}),
    };
    transfers.push(made);
    return made;
  };
  const next = (draw: Draw, client: number): { readonly to: string; readonly command: Command } => {
    const count = asked.get(client) ?? 0;
    asked.set(client, count + 1);
    const kind = draw.choose(8);
    if (count < 2 || kind === 7) {
      const { store, account } = place(draw);
      return { to: store, command: { type: "open", account, amount: 10 } };
    }
    if (kind === 6) {
      const { store, account } = place(draw);
      return { to: store, command: { type: "balance", account } };
    }
    const isAgain = repeats && kind === 5 && transfers.length > 0;
    return { to: COORDINATOR, command: isAgain ? transfers[draw.choose(transfers.length)] : transfer(draw) };
  };
  return {
    core: twoPhaseCommit(rules),
    nodes: Object.fromEntries([COORDINATOR, ...config.participants].map((node) => [node, config])),
    workload: {
      clients: 3,
      requests: 14,
      think: 60,
      patience: repeats ? 150 : 400,
      impatient: repeats ? "asks again" : "gives up",
      next,
    },
    faulty: 3_000,
    ...(faults ? { faults } : {}),
    observe: () => keepsPromises(COORDINATOR),
    unsettled,
  };
};
