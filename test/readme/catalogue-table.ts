// The README's table of protocols: what each promises, its default instances as they come out, and the mutants killed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../checker/check.ts";
import { type AnyInstance, type AnyMutant, exportsOf } from "../../checker/cli/exports.ts";
import { checkMutant } from "../../checker/mutants.ts";
import type { Result } from "../../checker/result.ts";
import { catalogue } from "../../specs/index.ts";
import type { AnySpec } from "../../specs/language/index.ts";
import { TOP } from "./document.ts";

export interface Listed {
  readonly protocol: string;
  readonly family: string;
  readonly instances: readonly AnyInstance[];
  readonly mutants: readonly AnyMutant[];
}

export const listed: readonly Listed[] = await Promise.all(
  catalogue.map(async ({ protocol, family, load }) => {
    const { instances, mutants } = exportsOf(await load());
    const all = [...instances.values()];
    return {
      protocol,
      family,
      instances: all.filter(({ options }) => options.default !== false),
      mutants: [...mutants.values()],
    };
  }),
);

/** What became of a protocol's default instances and of its mutants. */
export interface Outcome {
  readonly instances: readonly { readonly verdict: string; readonly states: number }[];
  readonly killed: number;
}

/** As the instances record it, and as their mutants promise. */
export const recorded = ({ instances, mutants }: Listed): Outcome => ({
  instances: instances.map(({ options: { expect } }) => ({
    verdict: expect?.verdict ?? "verified",
    states: expect?.states ?? 0,
  })),
  killed: mutants.length,
});

/** As it comes out. The mutants of one instance share the check of what they were made from. */
export const decided = async ({ instances, mutants }: Listed): Promise<Outcome> => {
  const results = new Map<AnyInstance, Result>();
  const resultOf = async (instance: AnyInstance) => {
    const result = results.get(instance) ?? (await check(instance));
    results.set(instance, result);
    return result;
  };
  const found: Result[] = [];
  for (const instance of instances) found.push(await resultOf(instance));
  let killed = 0;
  for (const mutant of mutants) {
    if ((await checkMutant(mutant, { base: await resultOf(mutant.base) })).asPromised) killed++;
  }
  return { instances: found.map(({ verdict, states }) => ({ verdict, states })), killed };
};

const HEADINGS = ["protocol", "what it promises", "instances, and the states of each", "verdict", "mutants killed"];

/** A row for each verdict that some instance of the protocol comes to. */
export const rowsOf = (of: Listed, outcome: Outcome): string[] => {
  const { instances, mutants } = of;
  const verdicts = [...new Set(outcome.instances.map(({ verdict }) => verdict))];
  return verdicts.map((verdict, i) => {
    const those = instances.flatMap(({ name }, at) => {
      const found = outcome.instances[at];
      return found.verdict === verdict ? [`\`${name}\` ${found.states.toLocaleString("en")}`] : [];
    });
    const cells = [those.join(", "), verdict];
    return i === 0
      ? row([link(of), promises(instances), ...cells, `${outcome.killed} of ${mutants.length}`])
      : row(["", "", ...cells, ""]);
  });
};

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

export const tableOf = (rows: readonly string[]): string =>
  `${[row(HEADINGS), `|${"---|".repeat(HEADINGS.length)}`, ...rows].join("\n")}\n`;

/** To the spec, which stands in a folder of its own where it has parts worth reading alone. */
const link = ({ protocol, family }: Listed): string => {
  const alone = `specs/${family}/${protocol}.ts`;
  return `[${protocol}](${existsSync(join(TOP, alone)) ? alone : `specs/${family}/${protocol}/${protocol}.ts`})`;
};

/** A property, as far as it matters here: some are left out of an instance, and some refine another's spec. */
interface Promised {
  readonly when?: boolean;
  readonly of?: AnyInstance;
}

/** What some default instance promises: safety and liveness by name, and how much must be reached. */
const promises = (instances: readonly AnyInstance[]): string => {
  const named = (of: (spec: AnySpec) => object | undefined) => {
    const all = instances.flatMap(({ spec }) => Object.entries<Promised>({ ...of(spec) }));
    return new Map(all.filter(([, { when }]) => when !== false));
  };
  const safe = named(({ invariants, steps }) => ({ ...invariants, ...steps }));
  const live = named(({ liveness }) => liveness);
  const refined = named(({ refines }) => refines);
  const { size } = named(({ witnesses }) => witnesses);
  return [
    ...safe.keys(),
    ...[...live.keys()].map((name) => `at last ${name}`),
    ...[...refined.values()].map(({ of }) => `refines ${of?.spec.name}`),
    `${size} ${size === 1 ? "witness" : "witnesses"}`,
  ].join(", ");
};
