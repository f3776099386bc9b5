// A bank of two stores whose processes are killed, and what its clients know of it.

import { expect, onTestFinished } from "vitest";
import { CLUSTER } from "../../../checker/cli/nodes/members.ts";
import type { Outcome, Result } from "../../../impl/commit/two-phase-commit/messages.ts";
import type { TwoPhaseCommit } from "../../../impl/commit/two-phase-commit/protocol.ts";
import { twoPhaseCommit } from "../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import { isResult } from "../../../impl/commit/two-phase-commit/wire.ts";
import type { Address } from "../../../impl/runtime/tcp/address.ts";
import { type Client, connect } from "../../../impl/runtime/tcp/client.ts";

export const SITES = ["bank", "east", "west"] as const;
export type Site = (typeof SITES)[number];

/** Of each of the two accounts when they are opened. */
export const OPENED = 1_000;
const alice = { store: "east", account: "alice" };
const bob = { store: "west", account: "bob" };

export const bankClient = (address: Address): Client<TwoPhaseCommit> => {
  const { name, version } = twoPhaseCommit();
  const client = connect<TwoPhaseCommit>({
    ...{ addresses: [address], cluster: CLUSTER, protocol: name, version, isResult },
    limits: { backoffMs: [5, 50] },
    timeoutMs: 60_000,
  });
  onTestFinished(() => client.close());
  return client;
};

export interface Bank {
  /** From alice to bob. */
  transfer(id: string, amount: number): Promise<Outcome>;
  /** Holds what there is against what clients were told; waits until no account is locked. */
  check(): Promise<void>;
  readonly told: ReadonlyMap<string, { readonly outcome: Outcome; readonly amount: number }>;
}

export const bankAt = async (addresses: Readonly<Record<Site, Address>>): Promise<Bank> => {
  const clients = { bank: bankClient(addresses.bank), east: bankClient(addresses.east), west: bankClient(addresses.west) };
  const told = new Map<string, { outcome: Outcome; amount: number }>();
  const command = (id: string, amount: number) => ({ type: "transfer", id, from: alice, to: bob, amount }) as const;

  const balanceOf = async (site: "east" | "west", account: string): Promise<number> => {
    for (;;) {
      const result = await clients[site].request({ type: "balance", account });
      if (result.type === "balance") return result.amount;
      expect(result).toEqual({ type: "locked" });
    }
  };

  expect(await clients.east.request({ type: "open", account: "alice", amount: OPENED })).toEqual({ type: "opened" });
  expect(await clients.west.request({ type: "open", account: "bob", amount: OPENED })).toEqual({ type: "opened" });
  return {
    told,
    transfer: async (id, amount) => {
      const outcome = outcomeOf(await clients.bank.request(command(id, amount)));
      told.set(id, { outcome, amount });
      return outcome;
    },
    check: async () => {
      const again = bankClient(addresses.bank);
      for (const [id, { outcome, amount }] of told) {
        // Why it was aborted is no part of the promise: where commit is presumed, an abort has no record of its own.
        expect((await again.request(command(id, amount))).type, id).toBe(outcome.type);
      }
      await again.close();
      const moved = [...told.values()].reduce(
        (sum, { outcome, amount }) => sum + (outcome.type === "committed" ? amount : 0),
        0,
      );
      expect([await balanceOf("east", "alice"), await balanceOf("west", "bob")]).toEqual([OPENED - moved, OPENED + moved]);
    },
  };
};

const outcomeOf = (result: Result): Outcome => {
  if (result.type === "committed" || result.type === "aborted") return result;
  throw new Error(`a transfer was answered with ${JSON.stringify(result)}`);
};
