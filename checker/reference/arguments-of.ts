import { SpecError } from "../../specs/language/spec-error.ts";
import type { Arguments, Loose, Model, ModelAction, Source } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import { blamed } from "./blamed.ts";
import type { PlainState } from "./plain.ts";
import { domainText, showAny } from "./show.ts";

const NONE: readonly Arguments[] = [Object.freeze({})];
// Those of an action whose parameters range over domains alone are the same in every state.
const fixed = new WeakMap<ModelAction, readonly Arguments[]>();

/** The arguments that an action can be given in a state, before any guard is asked, in declared order. */
export const argumentsOf = (model: Model, action: ModelAction, state: PlainState): readonly Arguments[] => {
  const known = fixed.get(action);
  if (known) return known;
  let rows = NONE;
  for (const { name, source } of action.parameters) {
    const place = () => `${model.spec.name}.${action.name}: parameter ${name}`;
    rows = rows.flatMap((row) => valuesOf(source, state, row, place).map((value) => Object.freeze({ ...row, [name]: value })));
  }
  if (action.parameters.every(({ source }) => source.kind === "domain")) fixed.set(action, rows);
  return rows;
};

const valuesOf = (source: Source, state: PlainState, row: Arguments, place: () => string): readonly unknown[] => {
  switch (source.kind) {
    case "domain":
      return source.domain.values;
    case "drawn":
      return (state as Loose)[source.variable].receivable(source.tag);
    case "from":
      return offered(source, state, row, place);
  }
};

/** Those of the domain that the state offers: in the domain's order, each once. */
const offered = (
  { of, from }: Source & { kind: "from" },
  state: PlainState,
  row: Arguments,
  place: () => string,
): readonly unknown[] => {
  const positions = blamed(place, "guard", () => {
    const found = new Set<number>();
    for (const value of from(state, row)) {
      const position = positionOf(of, value);
      if (position < 0)
        throw new SpecError(
          `its function of the state gave ${showAny(value)}, outside ${domainText(of)}. Give values of the domain alone.`,
        );
      found.add(position);
    }
    return [...found];
  });
  return positions.sort((a, b) => a - b).map((position) => of.values[position]);
};
