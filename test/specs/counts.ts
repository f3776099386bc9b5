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
  "raft/2-2-1-1-crashes": [1_417, 5_663, 27],
  "raft/2-2-1-2-crashes": [13_855, 64_855, 32],
  "raft/2-2-1-2-crashes-loss-2": [20_279, 151_427, 32],
  "raft/2-2-2-2-crashes": [64_611, 313_829, 36],
  "raft/3-2-1-1": [28_389, 147_472, 34],
  "raft/3-2-1-1-crashes": [152_597, 1_040_866, 38],
  "raft/3-2-1-2-crashes": [4_319_078, 32_471_530, 43],
  "raft/3-2-2-1": [177_957, 975_907, 43],
  "raft/3-2-2-1-crashes": [952_859, 6_642_196, 45],
  "raft/one-election": [4_443, 26_494, 24],
  "raft/one-succession": [22_186, 144_515, 30],
  "raft/divergence": [7_374, 35_681, 35],
  "raft/late-append": [536, 2_497, 17],
  "raft/figure-8": [15_445, 78_366, 37],
  "raft/compaction": [70_173, 383_428, 36],
  "raft/two-removals": [56_714, 266_587, 19],
  "raft/replacement": [36_021, 188_409, 20],
  "raft/read-index": [39_403, 159_667, 20],
  "raft/lease": [30_814, 199_805, 26],
  "quorum-overlap/3-1-1": [16, 25, 3],
  "quorum-overlap/3-1-3": [8, 11, 3],
  "quorum-overlap/3-2-2": [16, 25, 3],
  "quorum-overlap/3-3-1": [8, 11, 3],
  "quorum-overlap/4-2-2": [49, 85, 3],
  "quorum-overlap/5-3-3": [121, 221, 3],
  "quorum-overlap/7-4-4": [1_296, 2_521, 3],
  "quorum-register/1-1-1": [448, 686, 13],
  "quorum-register/2-1-1": [189, 405, 7],
  "quorum-register/2-1-2": [3_658, 11_853, 16],
  "quorum-register/2-2-1": [1_493, 3_811, 15],
  "quorum-register/2-2-2": [1_806, 4_713, 17],
  "quorum-register/3-1-1": [502, 1_345, 7],
  "quorum-register/3-1-2": [1_051, 3_256, 8],
  "quorum-register/3-1-3": [28_042, 145_457, 19],
  "quorum-register/3-2-1": [588, 1_646, 8],
  "quorum-register/3-2-2": [17_115, 81_972, 18],
  "quorum-register/3-2-3": [18_874, 90_236, 20],
  "quorum-register/3-3-1": [5_070, 18_858, 17],
  "quorum-register/3-3-2": [8_241, 33_681, 19],
  "quorum-register/3-3-3": [9_112, 37_154, 21],
  "quorum-register/5-3-3": [13_959, 97_859, 13],
  "quorum-register/5-3-3-two-each": [896_796, 7_916_800, 23],
  "quorum-register/7-4-4": [42_817, 229_844, 16],
  "quorum-register/write-back": [33_775, 184_033, 20],
  "quorum-register/one-reader": [1_630, 4_618, 20],
  "quorum-register/own-writes": [1_127, 3_019, 14],
  "quorum-register/read-repair": [6_057, 20_632, 14],
  "quorum-register/several-writers": [38_348, 152_426, 23],
  "quorum-register/several-writers-late": [42_343, 193_572, 29],
  "quorum-register/crashes": [13_040, 62_581, 23],
  "quorum-register/tolerance": [437, 879, 10],
};

export const found: ReadonlyMap<string, Counts> = new Map(
  Object.entries(rows).map(([target, [states, generated, depth]]) => [target, { states, generated, depth }]),
);
