// What transfers promise, whatever happens: all of one or nothing, no money lost or made, and clients that are told the truth.

import type { Outcome, Place, Transfer } from "../../../../impl/commit/two-phase-commit/messages.ts";
import type { TwoPhaseCommit } from "../../../../impl/commit/two-phase-commit/protocol.ts";
import type { Account, Entry, ParticipantState } from "../../../../impl/commit/two-phase-commit/state.ts";
import { keyOf, type TransactionKey } from "../../../../impl/commit/two-phase-commit/transaction-id.ts";
import { entries } from "../../../../impl/runtime/buckets.ts";
import type { Cluster } from "../../../../impl/runtime/cluster.ts";
import type { NodeId } from "../../../../impl/runtime/core.ts";
import type { Observed, Observer } from "../../../../impl/runtime/simulator/simulation.ts";

type Sites = Cluster<TwoPhaseCommit>;

const storesUp = ({ nodes }: Sites): readonly (readonly [NodeId, ParticipantState])[] =>
  Object.entries(nodes).flatMap(([node, { core }]) => (core?.role === "participant" ? [[node, core] as const] : []));

/** What is wrong with this state, whatever came before it. */
export const wrongIn = (sites: Sites): string | undefined => overdrawn(sites) ?? split(sites) ?? lost(sites);

const overdrawn = (sites: Sites): string | undefined => {
  for (const [node, { accounts }] of storesUp(sites)) {
    for (const [name, { balance }] of entries<Account>(accounts)) {
      if (balance < 0) return `account ${name} at ${node} holds ${balance}`;
    }
  }
  return undefined;
};

/** Who has only read may refuse a question that comes again; it makes no difference to anybody. */
const split = (sites: Sites): string | undefined => {
  const stores = new Map(storesUp(sites));
  for (const [node, { transactions }] of stores) {
    for (const [key, { state, writers }] of Object.entries(transactions)) {
      if (state !== "committed") continue;
      const other = writers.find((writer) => stores.get(writer)?.transactions[key as TransactionKey]?.state === "aborted");
      if (other !== undefined) return `transaction ${key} is committed at ${node} and aborted at ${other}`;
    }
  }
  return undefined;
};

/** Once nothing is in doubt anywhere all money is there. */
const lost = (sites: Sites): string | undefined => {
  const stores = storesUp(sites);
  const isInDoubt = stores.some(([, { transactions }]) => Object.values(transactions).some((one) => one.state === "prepared"));
  if (isInDoubt || stores.length < Object.keys(sites.nodes).length - 1) return undefined;
  let [opened, held] = [0, 0];
  for (const [, { accounts }] of stores) {
    for (const [, account] of entries<Account>(accounts)) {
      opened += account.opened;
      held += account.balance;
    }
  }
  return opened === held ? undefined : `${held} is held, and ${opened} was put in`;
};

/** What a healed cluster still has to decide, or to tell. */
export const unsettled = ({ nodes }: Sites): string | undefined => {
  for (const [node, { core }] of Object.entries(nodes)) {
    if (core?.role === "coordinator" && Object.keys(core.transactions).length > 0) return `${node} has transactions under way`;
    if (core?.role !== "participant") continue;
    const inDoubt = Object.values(core.transactions).find(({ state }: Entry) => state === "prepared");
    if (inDoubt) return `${node} is in doubt of transaction ${keyOf(inDoubt.tx)}`;
  }
  return undefined;
};

/** What is wrong with a state in which everything is settled, when these transfers alone were asked for. */
export const wrongAmong =
  (transfers: readonly Transfer[]) =>
  (sites: Sites): string | undefined => {
    if (!isQuiet(sites)) return undefined;
    const isTold = (id: string, type: Outcome["type"]) =>
      sites.replies.some(({ command, result }) => command.type === "transfer" && command.id === id && result.type === type);
    const isPossible = subsets(transfers).some((done) => {
      const isAsTold = transfers.every((one) => !isTold(one.id, done.includes(one) ? "aborted" : "committed"));
      const ledger = new Ledger();
      for (const transfer of done) ledger.enter(transfer);
      return isAsTold && ledger.wrongIn(sites) === undefined;
    });
    return isPossible ? undefined : "the accounts hold what no choice of transfers makes of them, or not what was told";
  };

const subsets = <T>([first, ...rest]: readonly T[]): readonly (readonly T[])[] =>
  first === undefined ? [[]] : subsets(rest).flatMap((one) => [one, [first, ...one]]);

const isQuiet = (sites: Sites): boolean => Object.values(sites.nodes).every(({ up }) => up) && unsettled(sites) === undefined;

/** What is wrong with a step, given those before it: for one run. */
export const keepsPromises = (coordinator: NodeId): Observer<TwoPhaseCommit> => {
  const transfers = new Map<TransactionKey, Transfer>();
  const committed = new Map<string, TransactionKey>();
  const told = new Map<string, Outcome["type"]>();
  const ledger = new Ledger();

  const learn = ({ args, action, after }: Observed<TwoPhaseCommit>) => {
    const core = after.nodes[coordinator].core;
    if (action !== "request" || args.node !== coordinator || core?.role !== "coordinator") return;
    for (const [key, { transfer }] of Object.entries(core.transactions)) {
      transfers.set(key as TransactionKey, transfer);
    }
  };

  const carriedOut = (step: Observed<TwoPhaseCommit>): string | undefined => {
    for (const effect of step.effects) {
      if (effect.kind !== "append") continue;
      for (const record of effect.records) {
        if (record.type !== "carriedOut") continue;
        const key = keyOf(record.tx);
        const transfer = transfers.get(key);
        const id = transfer?.id ?? key;
        if (record.decision === "abort") {
          if (committed.get(id) === key && isPrepared(step, key)) return `transfer ${id} is committed, and aborted after that`;
          continue;
        }
        const other = committed.get(id);
        if (other !== undefined && other !== key) return `transfer ${id} is done twice, as ${other} and as ${key}`;
        if (told.get(id) === "aborted") return `transfer ${id} is done, and its client was told that it was aborted`;
        committed.set(id, key);
        if (transfer) ledger.enter(transfer);
      }
    }
    return undefined;
  };
  const isPrepared = (step: Observed<TwoPhaseCommit>, key: TransactionKey) =>
    storesUp(step.before).some(([node, { transactions }]) => {
      return step.action === "deliver" && step.args.to === node && transactions[key]?.state === "prepared";
    });

  const tell = ({ before, after }: Observed<TwoPhaseCommit>): string | undefined => {
    if (before.replies === after.replies) return undefined;
    for (const { command, result } of after.replies) {
      if (command.type !== "transfer" || (result.type !== "committed" && result.type !== "aborted")) continue;
      const { id } = command;
      const before = told.get(id);
      if (before !== undefined && before !== result.type) return `transfer ${id} is said to be ${before} and ${result.type}`;
      if (result.type === "aborted" && committed.has(id)) return `transfer ${id} is done, and said to be aborted`;
      told.set(id, result.type);
      if (result.type === "committed") ledger.enter(command);
    }
    return undefined;
  };

  return {
    step: (step) => {
      learn(step);
      return carriedOut(step) ?? tell(step) ?? wrongIn(step.after) ?? ledger.wrongIn(step.after);
    },
  };
};

/** What should be in each account, once everything is settled. */
class Ledger {
  private readonly entered = new Set<string>();
  private readonly moved = new Map<string, number>();

  /** Once, however often it is entered. */
  enter({ id, from, to, amount, also = [] }: Transfer): void {
    if (this.entered.has(id)) return;
    this.entered.add(id);
    for (const paid of [{ ...to, amount }, ...also]) {
      this.move(from, -paid.amount);
      this.move(paid, paid.amount);
    }
  }

  private move({ store, account }: Place, amount: number): void {
    const name = `${account} at ${store}`;
    this.moved.set(name, (this.moved.get(name) ?? 0) + amount);
  }

  wrongIn(sites: Sites): string | undefined {
    if (!isQuiet(sites)) return undefined;
    for (const [node, { accounts }] of storesUp(sites)) {
      for (const [account, { opened, balance }] of entries<Account>(accounts)) {
        const expected = opened + (this.moved.get(`${account} at ${node}`) ?? 0);
        if (balance !== expected) return `account ${account} at ${node} holds ${balance}, and should hold ${expected}`;
      }
    }
    return undefined;
  }
}
