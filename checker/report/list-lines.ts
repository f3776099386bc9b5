import type { Json, PropertyKind, Verdict } from "../result.ts";
import type { Paint } from "./paint.ts";
import { rows } from "./rows.ts";

/** A protocol of the catalogue, as far as it can be known without checking anything. */
export interface ListedProtocol {
  readonly family: string;
  readonly protocol: string;
  readonly instances: readonly {
    readonly target: string;
    readonly constants: Json;
    readonly default: boolean;
    readonly expected: Verdict;
  }[];
  readonly properties: readonly { readonly name: string; readonly kind: PropertyKind }[];
  readonly mutants: readonly {
    readonly mutant: string;
    readonly target: string;
    readonly breaks: string;
    readonly after?: number;
    readonly also: readonly string[];
  }[];
}

/** The catalogue by family: of each protocol its instances, what it promises, and the mistakes that must break it. */
export const listLines = (protocols: readonly ListedProtocol[], paint: Paint): string[] =>
  [...new Set(protocols.map(({ family }) => family))].flatMap((family) => [
    family,
    ...protocols.filter((listed) => listed.family === family).flatMap((listed) => protocolLines(listed, paint)),
  ]);

const protocolLines = ({ protocol, instances, properties, mutants }: ListedProtocol, paint: Paint): string[] => [
  `  ${protocol}`,
  ...rows(
    [
      ["targets", instances.map(instanceText).join("\n")],
      ["properties", properties.map(({ name, kind }) => (kind === "invariant" ? name : `${name} (${kind})`)).join(", ")],
      ["mutants", mutants.map(mutantText).join("\n")],
    ],
    paint,
  ).map((line) => `  ${line}`),
];

const instanceText = (instance: ListedProtocol["instances"][number]): string => {
  const remarks = [
    ...(instance.default ? [] : ["only by name"]),
    ...(instance.expected === "verified" ? [] : [`expects ${instance.expected}`]),
  ];
  return `${instance.target}${remarks.length > 0 ? ` (${remarks.join(", ")})` : ""}`;
};

const mutantText = ({ mutant, target, breaks, after }: ListedProtocol["mutants"][number]): string =>
  `"${mutant}" of ${target} breaks ${breaks}${after === undefined ? "" : ` after ${after}`}`;

/** A protocol as one line of JSON. */
export const listJson = (protocol: ListedProtocol): string => JSON.stringify({ schema: 1, ...protocol });
