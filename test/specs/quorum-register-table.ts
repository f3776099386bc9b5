// What each choice of quorums is good for, as the checker decides it: not one entry is calculated.
import { check } from "../../checker/check.ts";
import { instance } from "../../specs/language/index.ts";
import { quorumOverlap } from "../../specs/replication/quorum-overlap.ts";
import { quorumRegister } from "../../specs/replication/quorum-register.ts";
import type { QuorumRegister } from "../../specs/replication/quorum-register-state.ts";

export interface Sizes {
  readonly replicas: number;
  readonly write: number;
  readonly read: number;
}

export interface QuorumRow extends Sizes {
  /** Whether every R-set meets every W-set. */
  readonly meets: boolean;
  /** Actions on the shortest run to a read that misses what was acknowledged before it began; undefined when there is none. */
  readonly stale: number | undefined;
  /** The number of replicas with which down, and with no more, an operation completes. */
  readonly tolerated: { readonly [operation in keyof typeof OPERATIONS]: number };
}

const OPERATIONS = {
  read: { clients: [["read"]] },
  "write-back read": { clients: [["read"]], writeBack: true },
  write: { clients: [["write"]] },
  "read-first write": { clients: [["write"]], readFirst: true },
} as const satisfies Record<string, Omit<QuorumRegister, keyof Sizes>>;
const operations = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];

/** Two writes and two reads of up to three replicas, with copies that arrive late; one write and one read of more. */
const readers = ({ replicas }: Sizes): Omit<QuorumRegister, keyof Sizes> =>
  replicas <= 3
    ? {
        late: true,
        clients: [
          ["write", "write"],
          ["read", "read"],
        ],
      }
    : { clients: [["write"], ["read"]] };

const decided = async (of: Parameters<typeof check>[0], properties: readonly string[]) => {
  const result = await check(of, { properties });
  if (result.verdict === "verified" || result.verdict === "violated" || result.verdict === "unwitnessed") return result;
  throw new Error(`${result.target}: ${properties.join(", ")} is not decided: ${result.message ?? result.verdict}`);
};

const toleratedBy = async (sizes: Sizes, operation: keyof typeof OPERATIONS): Promise<number> => {
  for (let tolerated = 0; tolerated < sizes.replicas; tolerated++) {
    const of = instance(quorumRegister, { ...sizes, ...OPERATIONS[operation], tolerated });
    if ((await decided(of, ["toleratesNoMore", "toleratesAsMany"])).verdict === "verified") return tolerated;
  }
  throw new Error(`no number of replicas down is what a ${operation} of ${JSON.stringify(sizes)} tolerates`);
};

export const quorumRow = async (sizes: Sizes): Promise<QuorumRow> => {
  const overlap = await decided(instance(quorumOverlap, sizes), ["quorumsMeet", "bothChosen"]);
  const reads = await decided(instance(quorumRegister, { ...sizes, ...readers(sizes) }), ["readsSeeAcknowledged"]);
  const tolerated = {} as Record<keyof typeof OPERATIONS, number>;
  for (const operation of operations) tolerated[operation] = await toleratedBy(sizes, operation);
  const [violation] = reads.violations;
  return { ...sizes, meets: overlap.verdict === "verified", stale: violation && violation.steps.length - 1, tolerated };
};

/** One line for each row; the columns named by operations are how many replicas may be down. */
export const quorumTable = (rows: readonly QuorumRow[]): string => {
  const lines = rows.map(({ replicas, write, read, meets, stale, tolerated }) => [
    `${replicas}/${write}/${read}`,
    meets ? "meet" : "may miss",
    stale === undefined ? "sees it" : `may miss it, after ${stale} actions`,
    ...operations.map((operation) => String(tolerated[operation])),
  ]);
  const headings = [
    "N/W/R",
    "quorums",
    "a read after an acknowledged write",
    ...operations.map((operation) => `down: ${operation}`),
  ];
  const widths = headings.map((heading, i) => Math.max(heading.length, ...lines.map((line) => line[i].length)));
  return [headings, ...lines]
    .map(
      (line) =>
        `${line
          .map((text, i) => text.padEnd(widths[i]))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
};
