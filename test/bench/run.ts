// npm run bench -- [--runs N] [--only TEXT] [--save]: how fast the built checker is, beside what else decides such a space.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { baseline, changeSince, machine, save } from "./baseline.ts";
import { checked, started } from "./command.ts";
import { type Figures, generatedPerSecond, median, statesPerSecond } from "./figures.ts";
import { native } from "./native.ts";
import { promiseOfStartUp, promisesOf } from "./promises.ts";
import { resourceManagers, rows, startUp } from "./rows.ts";
import { simulatedLines } from "./simulated.ts";
import { short, table } from "./table.ts";
import { tlc } from "./tlc.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    only: { type: "string", default: "" },
    save: { type: "boolean", default: false },
  },
});
const runs = Math.max(1, Number(values.runs));
const before = baseline();

/** Runs one after another, since a second one beside it would take half the cache and all of the quiet. */
const repeated = <T>(name: string, run: () => T, by: (run: T) => number): T => {
  process.stderr.write(`${name} ...\n`);
  return median(Array.from({ length: runs }, run), by);
};

const yardsticks = (folder: string): Map<string, Figures> => {
  const found = new Map<string, Figures>();
  const kinds = {
    [`two-phase-commit/${resourceManagers}, native C`]: native,
    [`two-phase-commit/${resourceManagers}, TLC`]: tlc,
  };
  for (const [name, kind] of Object.entries(kinds)) {
    const run = kind(folder, resourceManagers);
    if (run) found.set(name, repeated(name, run, generatedPerSecond));
    else console.log(`${name}: left out, ${kind === tlc ? "TLA2TOOLS names no jar" : "cc compiles nothing here"}`);
  }
  return found;
};

const folder = mkdtempSync(join(tmpdir(), "quorate-bench-"));
const others = yardsticks(folder);
rmSync(folder, { recursive: true });

const chosen = rows.filter(({ name }) => name.includes(values.only));
const ours = new Map(chosen.map((row) => [row.name, repeated(row.name, () => checked(row), generatedPerSecond)]));
const start = repeated(
  "start-up",
  () => started(startUp.target),
  ({ seconds }) => seconds,
);

const c = others.get(`two-phase-commit/${resourceManagers}, native C`);
const reference = [...ours].find(([name]) => rows.some((row) => row.name === name && row.engine === "reference"))?.[1];
const share = (figures: Figures, of: Figures | undefined, digits: number) =>
  of ? (generatedPerSecond(figures) / generatedPerSecond(of)).toFixed(digits) : "";

const line = ([name, figures]: [string, Figures]) => [
  name,
  rows.find((row) => row.name === name)?.engine ?? "",
  short(figures.states),
  short(statesPerSecond(figures)),
  short(generatedPerSecond(figures)),
  figures.bytesPerState?.toFixed(1) ?? "",
  share(figures, c, 3),
  share(figures, reference, 1),
  changeSince(before, name, generatedPerSecond(figures)),
];

console.log(`\n${machine().cpu}, Node ${machine().node}; median of ${runs} runs, each in a process of its own`);
if (before && before.cpu !== machine().cpu) console.log(`the baseline is of another machine: ${before.cpu}`);
const heading = [
  "",
  "engine",
  "states",
  "states/s",
  "generated/s",
  "bytes/state",
  "of C",
  "of reference",
  `since ${before?.recorded ?? "-"}`,
];
console.log(`\n${table([heading, ...[...others, ...ours].map(line)])}\n`);
const first = ours.get(rows[0].name);
for (const [name, { states, generated }] of others) {
  if (first && (first.states !== states || first.generated !== generated)) {
    console.log(
      `NOT THE SAME SEARCH: ${name} has ${states} states and ${generated} generated, ours ${first.states} and ${first.generated}`,
    );
  }
}
for (const row of chosen) for (const promise of promisesOf(row, ours, c)) console.log(promise);
console.log(promiseOfStartUp(start));
if ("simulated".includes(values.only)) for (const said of simulatedLines()) console.log(said);

if (values.save)
  save(Object.fromEntries([...others, ...ours].map(([name, figures]) => [name, Math.round(generatedPerSecond(figures))])));
