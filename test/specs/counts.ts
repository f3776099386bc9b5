// The counts of every instance in the catalogue, written down a second time: a change must be made twice, and knowingly.

export interface Counts {
  readonly states: number;
  readonly generated: number;
  readonly depth: number;
}
type Row = [states: number, generated: number, depth: number];

/**
 * What others have found. These counts are written down twice, here and beside the instances, and must be the same. TLC's stand
 * in the manifest.json of each folder of tlaplus/Examples; where its `generated` is left out, tlc.test.ts says why.
 */
export const published: readonly [target: string, counts: Partial<Counts>, by: string][] = [
  ["transaction-commit/3", { states: 34, generated: 94, depth: 7 }, "TLC, transaction_commit/TCommit.cfg"],
  ["two-phase-commit/3", { states: 288, generated: 1_146, depth: 11 }, "TLC, transaction_commit/TwoPhase.cfg"],
  ["two-phase-commit/3", { states: 288 }, "Stateright, examples/2pc.rs"],
  ["two-phase-commit/5", { states: 8_832 }, "Stateright, examples/2pc.rs"],
  ["two-phase-commit/6", { states: 50_816 }, "TLC, as the last comment of TwoPhase.tla says"],
  ["consensus/3", { states: 4, generated: 4, depth: 2 }, "TLC, PaxosHowToWinATuringAward/MCConsensus.cfg"],
  ["voting/3-2-3", { states: 6_752, depth: 16 }, "TLC, PaxosHowToWinATuringAward/MCVoting.cfg"],
  ["paxos/1-1-2", { states: 25, generated: 82, depth: 9 }, "TLC, Paxos/MCPaxos.cfg"],
  ["paxos/3-2-2", { states: 3_921, depth: 17 }, "TLC, PaxosHowToWinATuringAward/MCPaxosTiny.cfg"],
];

/** What was found here, and by programs written for the purpose. */
const rows: Readonly<Record<string, Row>> = {
  "transaction-commit/2": [12, 23, 5],
  "transaction-commit/3": [34, 94, 7],
  "transaction-commit/6": [792, 4_567, 13],
  "two-phase-commit/1": [12, 20, 5],
  "two-phase-commit/2": [56, 154, 8],
  "two-phase-commit/3": [288, 1_146, 11],
  "two-phase-commit/4": [1_568, 8_258, 14],
  "two-phase-commit/5": [8_832, 58_146, 17],
  "two-phase-commit/6": [50_816, 402_306, 20],
  "two-phase-commit/7": [296_448, 2_744_706, 23],
  "two-phase-commit/8": [1_745_408, 18_507_778, 26],
  "two-phase-commit/9": [10_340_352, 123_558_402, 29],
  "consensus/2": [3, 3, 2],
  "consensus/3": [4, 4, 2],
  "voting/3-2-1": [40, 103, 6],
  "voting/3-2-2": [599, 2_080, 11],
  "voting/3-2-3": [6_752, 26_905, 16],
  "paxos/1-1-2": [25, 82, 9],
  "paxos/3-2-2": [3_921, 22_995, 17],
  "paxos/3-2-2-crashes": [3_921, 34_758, 17],
  "paxos/3-2-2-one-crashes": [3_921, 34_758, 17],
  "paxos/3-2-3": [185_369, 1_316_584, 25],
  "paxos/3-2-4": [8_220_065, 67_903_141, 33],
};

export const found: ReadonlyMap<string, Counts> = new Map(
  Object.entries(rows).map(([target, [states, generated, depth]]) => [target, { states, generated, depth }]),
);
