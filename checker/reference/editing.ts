// What an effect assigns is watched. A draft forgets that a part was assigned to itself, or replaced and put back: nothing has
// changed then. To the compiled engine such a part is no value that could be assigned, and one spec means the same to both.
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Loose } from "../model/model.ts";
import { isScalar, type Schema } from "../model/schema.ts";
import { nameOf } from "./show.ts";

const ADVICE: Readonly<Record<string, string>> = {
  record: "assign its fields one by one",
  ghost: "assign its fields one by one",
  map: "change what it holds, key by key",
  set: "use add, remove, clear or assign",
  network: "use its verbs",
};

/** Lists are assigned, and so are maps of values and of lists. All else that holds something is edited in place. */
const isEdited = (schema: Schema): boolean =>
  Object.hasOwn(ADVICE, schema.kind) && (schema.kind !== "map" || Object.hasOwn(ADVICE, schema.values.kind));

export const replaced = (path: string, kind: string): SpecError =>
  new SpecError(`${path} was replaced. A ${kind === "ghost" ? "record" : kind} is edited in place: ${ADVICE[kind]}.`);

interface Part {
  readonly schema: Schema;
  readonly path: string;
}

/** The part of that name, if it is one that is edited in place. */
const partOf = ({ schema, path }: Part, name: PropertyKey): Part | undefined => {
  if (isScalar(schema) || typeof name === "symbol") return undefined;
  let part: Part | undefined;
  if ((schema.kind === "record" || schema.kind === "ghost") && Object.hasOwn(schema.fields, name)) {
    part = { schema: schema.fields[name], path: path ? `${path}.${name}` : `${name}` };
  } else if (schema.kind === "map") {
    const key = schema.keys.values.find((each) => String(each) === name);
    if (key !== undefined) part = { schema: schema.values, path: `${path}[${nameOf(schema.keys, key)}]` };
  }
  return part && isEdited(part.schema) ? part : undefined;
};

/** One effect's edits. */
export class Editing {
  readonly #faces = new Map<unknown, Loose>();
  readonly #drafts = new WeakMap<object, unknown>();
  #replaced: Part | undefined;

  /** The draft as the effect is given it: all that it assigns goes through here. */
  watch(draft: Loose, part: Part): Loose {
    const known = this.#faces.get(draft);
    if (known) return known;
    const face: Loose = new Proxy(draft, {
      get: (target, name) => {
        const value = target[name];
        const inner = typeof value === "object" && value !== null ? partOf(part, name) : undefined;
        const holdsParts = inner && inner.schema.kind !== "set" && inner.schema.kind !== "network";
        return holdsParts ? this.watch(value, inner) : value;
      },
      set: (target, name, value) => {
        this.#replaced ??= partOf(part, name);
        return Reflect.set(target, name, this.#drafts.get(value) ?? value);
      },
    });
    this.#faces.set(draft, face);
    this.#drafts.set(face, draft);
    return face;
  }

  /** Refuses what was assigned, if the schema alone found nothing amiss. */
  refuse(): void {
    if (this.#replaced) throw replaced(this.#replaced.path, this.#replaced.schema.kind);
  }
}
