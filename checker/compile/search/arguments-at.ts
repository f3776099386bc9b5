// What a parameter ranges over at the state at hand, where that is no domain.
import type { Model, Parameter } from "../../model/model.ts";
import { positionOf } from "../../model/positions.ts";
import { Refusal } from "../words/words.ts";

/** Of the faces of networks, which are made from text, what is asked here. */
interface NetworkFace {
  heads(): { readonly type: string }[];
  members(): unknown[];
  where(query: { readonly type: string | undefined }): unknown[];
}

/** The messages that can now be received; undefined of a parameter that is not drawn from a network. */
export const drawn = (parameter: Parameter, view: Readonly<Record<string, unknown>>): (() => unknown[]) | undefined => {
  if (parameter.source.kind !== "drawn") return undefined;
  const { variable, network, tag } = parameter.source;
  const held = view[variable] as NetworkFace;
  const query = { type: tag };
  if (network.discipline === "ordered") {
    return tag === undefined ? () => held.heads() : () => held.heads().filter((message) => message.type === tag);
  }
  return tag === undefined ? () => held.members() : () => held.where(query);
};

/** The values that a function of the state offers, in the order of their domain. */
export const offeredBy = (model: Model) => {
  return (action: number, parameter: number, view: unknown, earlier: object): unknown[] => {
    const { name, source } = model.actions[action].parameters[parameter];
    if (source.kind !== "from") return [];
    const given = source.from(view, earlier as Readonly<Record<string, unknown>>);
    const offered = new Set(Array.from(given, (value) => positionOf(source.of, value)));
    if (offered.has(-1)) throw new Refusal(`parameter ${name} was offered a value outside its domain`);
    return source.of.values.filter((_, position) => offered.has(position));
  };
};
