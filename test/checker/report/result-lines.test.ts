import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { jsonLine } from "../../../checker/report/json-line.ts";
import { lastLine } from "../../../checker/report/last-line.ts";
import { plain } from "../../../checker/report/paint.ts";
import { briefLines, resultLines } from "../../../checker/report/result-lines.ts";
import { sourceFinder } from "../../../checker/report/source-location.ts";
import { nothingKnown, type Surroundings } from "../../../checker/report/surroundings.ts";
import { expectGolden } from "../../golden.ts";
import { two } from "./relay.ts";
import * as results from "./results.ts";

const top = fileURLToPath(new URL("../../../", import.meta.url));

const around: Surroundings = {
  paint: plain,
  spec: two.spec,
  source: sourceFinder(two.address?.module, two.spec.name, top),
  again: () => "quorate replay .quorate/relay-2.trace.json",
};

describe("a result reads as its transcript", () => {
  for (const [name, result] of Object.entries(results)) {
    test(name, () => expectGolden(`report/${name}`, `${resultLines(result, around).join("\n")}\n`));
  }
});

test("nothing but the result is needed", () => {
  expectGolden("report/violated-without-spec", `${resultLines(results.violated, nothingKnown).join("\n")}\n`);
});

test("what is recorded as broken is told in brief, without its run", () => {
  expect(briefLines(results.violatedAsRecorded, around)).toEqual([
    "relay/2",
    "  broken    oneOwner",
    "  recorded  violated, as it is; quorate check relay/2 shows the run",
    lastLine(results.violatedAsRecorded, plain),
  ]);
  expect(briefLines(results.verified, around)).toEqual(resultLines(results.verified, around));
});

test("a spec that promises nothing, or in which nothing must happen, is green with a word about it", () => {
  const { deadlock } = results.verified.properties;
  const bare = { ...results.verified, properties: { deadlock } };
  const { invariants: _i, witnesses: _w, refines: _r, ...promisesNothing } = two.spec;
  expect(resultLines(bare, { ...around, spec: promisesNothing }).slice(1, -1)).toEqual([
    "  holds        no deadlock",
    "  no property  nothing is promised but that it goes on",
    "  no witness   nothing says that anything must happen",
  ]);
});

test("of a deadlock it is told what the environment still can", () => {
  const [trace] = results.deadlocked.violations;
  const environment = [{ action: "restart", args: { process: "node1" } }];
  const stuck = { ...results.deadlocked, violations: [{ ...trace, why: { because: [], environment } }] };
  expect(resultLines(stuck, around)).toContain("    the environment still could: restart(node1)");
});

describe("the last line", () => {
  test("greps as the contract has it", () => {
    expect(lastLine(results.verified, plain)).toBe("verified relay/2 states=288 generated=1146 depth=11 seconds=0.1");
  });

  test("says what was cut, and what was expected, after the counts", () => {
    const both = { ...results.violated, cut: { term: 2, log: 3 }, mismatches: results.miscounted.mismatches };
    expect(lastLine(both, plain)).toBe(
      "violated relay/2 states=288 generated=1146 depth=11 seconds=0.1 cut=5 expected=verified,states:289",
    );
  });

  test("is the last, whatever the verdict", () => {
    for (const result of Object.values(results)) expect(resultLines(result, around).at(-1)).toBe(lastLine(result, plain));
  });

  const marked = {
    ...plain,
    good: (text: string) => `+${text}`,
    bad: (text: string) => `!${text}`,
    unsure: (text: string) => `?${text}`,
  };
  test("colours the verdict alone, by whether it is as recorded", () => {
    const colours = Object.fromEntries(
      Object.entries(results).map(([name, result]) => [name, lastLine(result, marked).split(" ")[0]]),
    );
    expect(colours).toEqual({
      verified: "+verified",
      hollow: "+verified",
      violated: "!violated",
      violatedAsRecorded: "+violated",
      refinementViolated: "!violated",
      deadlocked: "!deadlocked",
      unwitnessed: "!unwitnessed",
      incomplete: "?incomplete",
      erroneous: "!error",
      miscounted: "!verified",
    });
  });
});

describe("a line of JSON", () => {
  const FIELDS = [
    "schema",
    "verdict",
    "expected",
    "target",
    "states",
    "generated",
    "depth",
    "cut",
    "seconds",
    "statesPerSecond",
  ];
  const MORE = [
    "generatedPerSecond",
    "bytesPerState",
    "properties",
    "actions",
    "strength",
    "violations",
    "engine",
    "mismatches",
  ];

  test("has exactly the fields of the contract", () => {
    expect(Object.keys(JSON.parse(jsonLine(results.verified)))).toEqual([...FIELDS, ...MORE]);
    const rare = { ...results.verified, stateHash: "0f", mutant: "it jumps", stoppedBy: "time" } as const;
    expect(JSON.parse(jsonLine(rare))).toEqual(rare);
  });

  test("is one line, and says counts that differ", () => {
    const line = jsonLine({ ...results.miscounted, message: "two\nlines" });
    expect(line).not.toContain("\n");
    expect(JSON.parse(line).message).toBe("two\nlines; states=289 is recorded, found 288");
  });
});
