import { suggestion } from "../../specs/language/nearest.ts";
import type { Messages } from "../../specs/language/network.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Loose } from "../model/model.ts";
import type { NetworkSchema } from "../model/schema.ts";
import { unknownField } from "../model/unknown-field.ts";
import { type Holding, Members } from "./members.ts";

/** What every network can be asked. */
export abstract class PlainMessages extends Members implements Messages<Loose> {
  where(fields: Loose): readonly Loose[] {
    mustBeKnown(this.holding, fields);
    const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
    return this.distinct().filter((message: Loose) => names.every((name) => same(message[name], fields[name])));
  }

  /** The messages that can be received now, of one type when one is given, in declared order. */
  receivable(type?: string): readonly Loose[] {
    return type === undefined ? this.distinct() : this.distinct().filter((message: Loose) => message.type === type);
  }

  protected distinct(): readonly Loose[] {
    return this.kept.members;
  }
}

const mustBeKnown = ({ name, schema }: Holding, fields: Loose): void => {
  const { shapes } = schema as NetworkSchema;
  const unknown = unknownField(shapes, fields);
  if (unknown === "type") {
    const types = suggestion(String(fields.type), Object.keys(shapes), "types");
    throw new SpecError(`${name}.where was asked for messages of type ${String(fields.type)}; ${types}`);
  }
  if (unknown !== undefined) {
    const names = suggestion(unknown, Object.keys(shapes[fields.type]), "fields");
    throw new SpecError(`${name}.where was asked for ${fields.type} messages by ${unknown}, which they do not have; ${names}`);
  }
};

const same = (a: Loose, b: Loose): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => same(a[name], b[name]));
};
