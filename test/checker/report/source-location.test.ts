import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sourceFinder } from "../../../checker/report/source-location.ts";

const SPEC = `import { ids } from "quorate";
// agreement: of something else, and only in a comment
export const vote = () => spec({
  name: "vote",
  actions: {
    agreement: { effect: () => undefined },
  },
  invariants: {
    /**
     * At most one value
     * is chosen.
     */
    agreement: (s) => {
      const marks = ["}", ')', \`,\`]; // a bracket: )
      return (
        Value.filter((value) => Ballot.some((ballot) => chosen(s, { value, ballot }))).length <= 1
      );
    },
    validity,
    "of words": implies((s) => s.a, (s) => (s.b || s.c) && s.d),
  },
  witnesses: { chosen: (s) => s.a },
});
`;

describe("a property is found where it is written", () => {
  let house: string;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text);
    return pathToFileURL(join(house, file)).href;
  };
  beforeEach(() => {
    house = mkdtempSync(join(tmpdir(), "quorate-source-"));
    write("specs/vote.ts", SPEC);
  });
  afterEach(() => rmSync(house, { recursive: true }));

  test("in what the instances' module imports, as an entry of its section, with the comment above it", () => {
    const module = write(
      "specs/vote.instances.ts",
      `import { vote } from "./vote.ts";\nexport const agreement = "no property";\n`,
    );
    const found = sourceFinder(module, "vote", house)("agreement");
    const line = SPEC.split("\n").findIndex((text) => text.includes("agreement: (s)")) + 1;
    expect(found?.at).toBe(`specs/vote.ts:${line}`);
    expect(found?.says).toBe("At most one value is chosen.");
    expect(found?.text.split("\n")).toEqual([
      "agreement: (s) => {",
      `  const marks = ["}", ')', \`,\`]; // a bracket: )`,
      "  return (",
      "    Value.filter((value) => Ballot.some((ballot) => chosen(s, { value, ballot }))).length <= 1",
      "  );",
      "}",
    ]);
  });

  test("whatever its name, and though it is only named", () => {
    const find = sourceFinder(write("specs/vote.ts", SPEC), "vote", house);
    expect(find("of words")?.text).toBe(`"of words": implies((s) => s.a, (s) => (s.b || s.c) && s.d)`);
    expect(find("validity")?.text).toBe("validity");
  });

  test("with predicates as they were before they were compiled", () => {
    const find = sourceFinder(write("specs/vote.ts", SPEC), "vote", house);
    expect(find("agreement")?.original("value=>Ballot.some(ballot=>chosen(s,{value,ballot}))")).toBe(
      "Ballot.some((ballot) => chosen(s, { value, ballot }))",
    );
    expect(find("of words")?.original("s=>(s.b||s.c)&&s.d")).toBe("(s.b || s.c) && s.d");
    expect(find("of words")?.original("s=>somethingElse")).toBeUndefined();
  });

  test("also where the source says what is not null, of which nothing runs", () => {
    const source = "const seen = (s) =>\n  Op.every((op) => !s.done || written(s, op.at(0)!.value!));\n";
    const find = sourceFinder(write("specs/vote.ts", `${SPEC}${source}`), "vote", house);
    expect(find("agreement")?.original("op=>!s.done||written(s,op.at(0).value)")).toBe(
      "!s.done || written(s, op.at(0)!.value!)",
    );
  });

  test("in the source that a built module carries in its map", () => {
    const module = write("dist/specs/vote.js", "export const vote = 1;\n");
    const map = { sources: ["../../specs/vote.ts"], sourcesContent: [SPEC] };
    write("dist/specs/vote.js.map", JSON.stringify(map));
    rmSync(join(house, "specs/vote.ts"));
    const instances = write("dist/specs/vote.instances.js", `import { vote } from "./vote.js";\n`);
    expect(sourceFinder(instances, "vote", house)("chosen")?.at).toMatch(/^specs\/vote\.ts:\d+$/);
    expect(readFileSync(new URL(module), "utf8")).not.toContain("chosen");
  });

  test("first in the file that names the spec", () => {
    write("specs/other.ts", `export const other = spec({ name: "other", invariants: {\n agreement: () => false } });\n`);
    const module = write(
      "specs/all.ts",
      `import "./x.ts";\nimport { other } from "./other.ts";\nimport { vote } from "./vote.ts";\n`,
    );
    expect(sourceFinder(module, "vote", house)("agreement")?.at).toContain("vote.ts");
    expect(sourceFinder(module, "other", house)("agreement")?.at).toContain("other.ts:2");
  });

  test("or not at all, and never with an exception", () => {
    const module = write("specs/vote.ts", SPEC);
    expect(sourceFinder(module, "vote", house)("nonsense")).toBeUndefined();
    expect(sourceFinder(undefined, "vote", house)("agreement")).toBeUndefined();
    expect(sourceFinder("file:///no/such/file.ts", "vote", house)("agreement")).toBeUndefined();
    expect(sourceFinder("data:text/javascript,1", "vote", house)("agreement")).toBeUndefined();
    expect(sourceFinder(write("broken.ts", "invariants: { agreement: ((("), "vote", house)("agreement")?.text).toBe(
      "agreement: (((",
    );
    expect(sourceFinder(write("dir.ts/x", ""), "a(b", house)("agree(ment")).toBeUndefined();
  });
});
