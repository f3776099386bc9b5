import type { AnySpec } from "../../specs/language/index.ts";
import { type ListedProtocol, listJson, listLines } from "../report/list-lines.ts";
import { paintFor } from "../report/paint.ts";
import type { Json, PropertyKind } from "../result.ts";
import { type CatalogueEntry, usualPlaces } from "./catalogue.ts";
import { exportsOf } from "./exports.ts";
import type { ListFlags } from "./options.ts";

/** Prints what the catalogue holds; nothing is checked. */
export const listCommand = async (_: readonly string[], { json }: ListFlags): Promise<number> => {
  const entries = await usualPlaces(process.cwd()).catalogue();
  const protocols = await Promise.all(entries.map(listed));
  const lines = json ? protocols.map(listJson) : listLines(protocols, paintFor(process.stdout, process.env));
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return 0;
};

const listed = async ({ protocol, family, load }: CatalogueEntry): Promise<ListedProtocol> => {
  const { instances, mutants } = exportsOf(await load());
  return {
    family,
    protocol,
    instances: [...instances.values()].map(({ target, constants, options }) => ({
      target,
      constants: constants as Json,
      default: options.default !== false,
      expected: options.expect?.verdict ?? "verified",
    })),
    properties: uniqueByName([...instances.values()].flatMap(({ spec }) => propertiesOf(spec))),
    mutants: [...mutants.values()].map(({ mutant, target, breaks, after, also }) => ({
      mutant,
      target,
      breaks,
      ...(after === undefined ? {} : { after }),
      also,
    })),
  };
};

const propertiesOf = ({ invariants, steps, witnesses, refines, liveness }: AnySpec) => {
  const of = (kind: PropertyKind, properties: object | undefined) =>
    Object.entries(properties ?? {})
      // One with a condition that does not hold here is no promise of this instance.
      .filter(([, holds]) => (holds as { readonly when?: boolean }).when !== false)
      .map(([name]) => ({ name, kind }));
  return [
    ...of("invariant", invariants),
    ...of("step", steps),
    ...of("witness", witnesses),
    ...of("refinement", refines),
    ...of("liveness", liveness),
  ];
};

const uniqueByName = <T extends { readonly name: string }>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [one.name, one])).values(),
];
