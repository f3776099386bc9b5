// The ways an action can be taken: one root for each choice of arguments, in declared order.
import type { ModelAction, Parameter } from "../../model/model.ts";
import type { NetworkSchema } from "../../model/schema.ts";
import { areNarrow } from "../faces/slots.ts";
import { codecOf } from "../words/codec-of.ts";
import type { BitsPlace, Layout, Place, SlotsPlace } from "../words/layout.ts";
import { DecisionTree } from "./decision-tree.ts";
import { SharedStep } from "./shared-step.ts";
import type { Drawn } from "./tracer.ts";

/** An action with its arguments, and what is known of it. */
export interface Root {
  readonly action: number;
  readonly step: SharedStep;
  /** The message that was drawn for it from slots. */
  readonly drawn: Drawn | undefined;
  /** Bits that say of the messages drawn whether they are there. */
  readonly present: readonly { readonly word: number; readonly bit: number }[];
  readonly tree: DecisionTree;
}

/** Beyond this many choices of arguments an action is run as it is. */
const MOST_ROOTS = 4_096;

/** The ranks of the messages of a type, or of all. */
export const ranksOf = (
  { shapes }: NetworkSchema,
  tag: string | undefined,
): { readonly first: number; readonly end: number } => {
  let first = 0;
  for (const [type, fields] of Object.entries(shapes)) {
    const size = Object.values(fields).reduce((product, field) => product * codecOf(field)!.sizes[0], 1);
    if (type === tag) return { first, end: first + size };
    first += size;
  }
  return { first: 0, end: first };
};

type Choice = { readonly value: unknown; readonly bit?: number };

const placeOf = (layout: Layout, variable: string): Place => layout.root.fields[layout.root.names.indexOf(variable)];

/** What a parameter can be, whatever the state; undefined when that is too much to list. */
const choicesOf = (parameter: Parameter, layout: Layout): readonly Choice[] | undefined => {
  const { source } = parameter;
  if (source.kind === "domain") return source.domain.values.map((value) => ({ value }));
  if (source.kind === "from") return source.of.values.map((value) => ({ value }));
  const place = placeOf(layout, source.variable) as BitsPlace;
  if (place.kind !== "bits") return undefined;
  const { first, end } = ranksOf(source.network, source.tag);
  return Array.from({ length: end - first }, (_, i) => ({
    value: place.codec.unrank(first + i),
    bit: place.firstBit + first + i,
  }));
};

type Row = { readonly args: Record<string, unknown>; readonly bits: readonly number[] };

const rowsOf = (parameters: readonly Parameter[], layout: Layout): readonly Row[] | undefined => {
  let rows: Row[] = [{ args: {}, bits: [] }];
  for (const parameter of parameters) {
    const choices = choicesOf(parameter, layout);
    if (!choices || rows.length * choices.length > MOST_ROOTS) return undefined;
    rows = rows.flatMap(({ args, bits }) =>
      choices.map(({ value, bit }) => ({
        args: { ...args, [parameter.name]: value },
        bits: bit === undefined ? bits : [...bits, bit],
      })),
    );
  }
  return rows;
};

/** The roots of an action whose arguments can be listed. */
export const listedRoots = (action: ModelAction, layout: Layout): readonly Root[] | undefined =>
  rowsOf(action.parameters, layout)?.map(({ args, bits }) => ({
    action: action.index,
    step: new SharedStep(action.name, args),
    drawn: undefined,
    present: bits.map((bit) => ({ word: bit >>> 5, bit: 1 << (bit & 31) })),
    tree: new DecisionTree(),
  }));

/** The roots of an action one of whose parameters is drawn from slots, by that message's rank. */
export interface DrawnRoots {
  readonly place: SlotsPlace;
  readonly first: number;
  readonly end: number;
  /** Choices of the parameters before the message's, and after it. */
  readonly before: number;
  readonly after: number;
  /** A root for each choice before and after. */
  of(rank: number): readonly Root[];
  /** The roots of the ranks met so far. */
  readonly known: ReadonlyMap<number, readonly Root[]>;
}

export const drawnRoots = (action: ModelAction, layout: Layout): DrawnRoots | undefined => {
  const at = action.parameters.findIndex(({ source }) => source.kind === "drawn");
  const parameter = action.parameters[at];
  if (parameter?.source.kind !== "drawn") return undefined;
  const place = placeOf(layout, parameter.source.variable) as SlotsPlace;
  if (place.kind !== "slots" || !areNarrow(place)) return undefined;
  const before = rowsOf(action.parameters.slice(0, at), layout);
  const after = rowsOf(action.parameters.slice(at + 1), layout);
  if (!before || !after || [...before, ...after].some(({ bits }) => bits.length > 0)) return undefined;

  const known = new Map<number, readonly Root[]>();
  const make = (rank: number): readonly Root[] => {
    const message = place.codec.unrank(rank);
    const roots = before.flatMap((b) =>
      after.map((a) => ({
        action: action.index,
        step: new SharedStep(action.name, { ...b.args, [parameter.name]: message, ...a.args }),
        drawn: { place, message },
        present: [],
        tree: new DecisionTree(),
      })),
    );
    known.set(rank, roots);
    return roots;
  };
  const { first, end } = ranksOf(parameter.source.network, parameter.source.tag);
  return { place, first, end, before: before.length, after: after.length, of: (rank) => known.get(rank) ?? make(rank), known };
};
