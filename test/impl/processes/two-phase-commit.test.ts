// kill -9 of the coordinator and of each store, at each record of their logs, before and after each thing that happens to it there.
// One point in a few is taken with two of the three presumptions; `CRASHES=all npx vitest run --config test/vitest.config.ts
// test/impl/processes` takes them all.
import { expect, test } from "vitest";
import { PRESUMED, type Presumed, variants } from "../../../impl/commit/two-phase-commit/variants.ts";
import { bankAt, OPENED, SITES, type Site } from "./bank.ts";
import { crashingNode } from "./bundled.ts";
import { type CrashPoint, MOMENTS } from "./crash-point.ts";
import { crashingCluster } from "./crashing-cluster.ts";
import { decisionsIn } from "./decisions.ts";

const program = crashingNode();

/** A transfer that could be done, or one of more than there is; and where it is disturbed. */
interface Disturbed {
  readonly amount: number;
  readonly at: readonly (CrashPoint & { readonly site: Site })[];
}
const DOABLE = 1;
const TOO_MUCH = 2 * OPENED;

/** What each site writes in a transfer that commits, and in one that east refuses. */
const recordsOf = (presumed: Presumed): Readonly<Record<number, Readonly<Record<Site, readonly string[]>>>> => {
  const { collects, acknowledged } = variants[presumed];
  const begin = ["started", ...(collects ? ["collecting"] : [])];
  const end = (decision: "commit" | "abort") => (acknowledged.includes(decision) ? ["end"] : []);
  return {
    [DOABLE]: {
      bank: [...begin, "decided", ...end("commit")],
      east: ["prepared", "carriedOut"],
      west: ["prepared", "carriedOut"],
    },
    [TOO_MUCH]: {
      bank: [...begin, ...(collects ? [] : ["decided"]), ...end("abort")],
      east: ["carriedOut"],
      west: ["prepared", "carriedOut"],
    },
  };
};

const single = (presumed: Presumed): Disturbed[] =>
  [DOABLE, TOO_MUCH].flatMap((amount) =>
    SITES.flatMap((site) =>
      recordsOf(presumed)[amount][site].flatMap((record) =>
        MOMENTS.map((moment) => ({ amount, at: [{ site, record, moment }] })),
      ),
    ),
  );

/** Two at once: a decision that has reached one store and not the other, when nobody else is left who knows it. */
const DOUBLE: readonly Disturbed[] = (["east", "west"] as const).flatMap((site) =>
  (["wanted", "written"] as const).map((moment) => ({
    amount: DOABLE,
    at: [{ site: "bank", record: "decided", moment: "left" } as const, { site, record: "carriedOut", moment }],
  })),
);

const chosen = (presumed: Presumed): readonly Disturbed[] => {
  const all = [...single(presumed), ...DOUBLE];
  if (process.env.CRASHES === "all") return all;
  return all.filter((_, i) => presumed === "abort" || i % 4 === 0);
};

const nameOf = ({ amount, at }: Disturbed): string =>
  `${amount === DOABLE ? "commits" : "aborts"}: ${at.map(({ site, record, moment }) => `${site} ${record} ${moment}`).join(", ")}`;

for (const presumed of PRESUMED) {
  const cases = chosen(presumed);
  test(`presumed ${presumed}: ${cases.length} crashes split nothing, lose no money and take back nothing that a client was told`, async () => {
    const cluster = await crashingCluster(program(), SITES, presumed);
    const bank = await bankAt(cluster.addresses);
    for (const one of cases) {
      // A coordinator writes `started` with its first transaction since it booted.
      if (one.at.some(({ record }) => record === "started")) await cluster.restart("bank");
      for (const { site, ...point } of one.at) await cluster.crashAt(site, point);
      const outcome = bank.transfer(nameOf(one), one.amount);
      await Promise.all(one.at.map(({ site }) => cluster.crashed(site)));
      if (one.amount === TOO_MUCH) expect((await outcome).type, nameOf(one)).toBe("aborted");
      await outcome;
      await bank.check();
    }
    await cluster.killAll();
    await bank.check();
    expect(await cluster.stopAll()).toEqual([0, 0, 0]);

    const outcomes = [...bank.told.values()].map(({ outcome }) => outcome.type);
    expect(new Set(outcomes)).toEqual(new Set(["committed", "aborted"]));
    const decisions = Object.entries(await decisionsIn(cluster.folderOf));
    const split = decisions.filter(([, sites]) => new Set(Object.values(sites)).size !== 1);
    expect(split).toEqual([]);
    const committed = decisions.filter(([, sites]) => Object.values(sites).includes("commit"));
    expect(committed.map(([, sites]) => sites)).toEqual(
      committed.map(() => ({ bank: "commit", east: "commit", west: "commit" })),
    );
    expect(committed).toHaveLength(outcomes.filter((type) => type === "committed").length);
  }, 240_000);
}
