// Records: classes whose getters and setters read and write the words, made once for each shape of record.
import { isDense, isScalar, type Schema } from "../../model/schema.ts";
import type { Codec } from "../words/codec.ts";
import { readFrom, writeTo } from "../words/fields.ts";
import type { ValuePlace } from "../words/layout.ts";
import { Refusal, type Store } from "../words/words.ts";
import { identity } from "./fresh.ts";
import { RankSource } from "./rank-source.ts";

/** A member of a record: a value in the words, an array read through its face, or a part with a face of its own, which may be assigned. */
export type Member =
  | { readonly name: string; readonly value: ValuePlace }
  | { readonly name: string; readonly array: { read(): unknown; assign?(value: unknown): void } }
  | { readonly name: string; readonly part: object; readonly assign?: (value: unknown) => void };

/** How the rank `n` of a narrow value becomes the value. */
const decoding = (schema: Schema, f: string): string => {
  if (!isScalar(schema)) return `this.#values${f}(n)`;
  if (isDense(schema)) return "n";
  if (schema.kind === "range") return `n + this.#least${f}`;
  if (schema.kind === "boolean") return "n === 1";
  if (schema.kind === "optional" && isDense({ ...schema, values: schema.values.slice(1) })) return "n === 0 ? null : n - 1";
  return `this.#table${f}[n]`;
};

const isWide = (place: ValuePlace) => place.fields.length > 1;

/** The text of one member: its private fields, what sets them up from `m`, and its accessors. */
const memberSource = (member: Member, i: number, isDraft: boolean): { fields: string; setUp: string; accessors: string } => {
  const f = String(i);
  const name = JSON.stringify(member.name);
  if ("part" in member && member.assign) {
    const accessors = `get ${name}() { return this.#part${f}; } set ${name}(v) { this.#assign${f}(v); }`;
    return {
      fields: `#part${f}; #assign${f};`,
      setUp: `this.#part${f} = m[${i}].part; this.#assign${f} = m[${i}].assign;`,
      accessors,
    };
  }
  if ("part" in member) return { fields: "", setUp: `this[${name}] = m[${i}].part;`, accessors: "" };
  if ("array" in member) {
    const set = isDraft ? `set ${name}(v) { this.#array${f}.assign(v); }` : "";
    return {
      fields: `#array${f};`,
      setUp: `this.#array${f} = m[${i}].array;`,
      accessors: `get ${name}() { return this.#array${f}.read(); } ${set}`,
    };
  }
  const { schema } = member.value;
  if (isWide(member.value)) {
    const set = isDraft ? `set ${name}(v) { this.#wide${f}.write(v); }` : "";
    return {
      fields: `#wide${f};`,
      setUp: `this.#wide${f} = wide(m[${i}].value);`,
      accessors: `get ${name}() { return this.#wide${f}.read(); } ${set}`,
    };
  }
  const source = new RankSource();
  const rank = isDraft ? source.statements(schema, "v", "rank", `this.#refuse(${name}, v);`) : "";
  const number = `read(this.#word${f}, this.#shift${f}, this.#mask${f})`;
  const decoded = decoding(schema, f);
  const put = `write(this.#word${f}, this.#shift${f}, this.#mask${f}, rank);`;
  return {
    fields: `#word${f}; #shift${f}; #mask${f}; #least${f}; #table${f}; #values${f}; #p${f}; #c${f};`,
    setUp: `{ const { fields: [at], schema, codec } = m[${i}].value;
      this.#word${f} = at.word; this.#shift${f} = at.shift; this.#mask${f} = 2 ** at.width - 1;
      this.#least${f} = schema.values ? schema.values[0] : 0; this.#table${f} = schema.values; this.#values${f} = remembered(codec);
      ${isDraft ? `[this.#p${f}, this.#c${f}] = ranking(schema);` : ""} }`,
    accessors: `get ${name}() { const n = ${number}; return ${decoded}; }
      ${isDraft ? `set ${name}(v) { const p = this.#p${f}, c = this.#c${f}; ${rank} ${put} }` : ""}`,
  };
};

const wideOver = (store: Store) => (place: ValuePlace) => {
  const ranks: number[] = [];
  return {
    read: () =>
      place.codec.join(
        place.fields.map((field) => readFrom(store, field)),
        0,
      ),
    write: (value: unknown) => {
      if (!place.codec.split(value, ranks, 0)) throw new Refusal("a value outside its domain");
      place.fields.forEach((field, i) => {
        writeTo(store, field, ranks[i]);
      });
    },
  };
};

/** Composite values made once each; scalars are read from their table instead. */
const remembered = (codec: Codec) => {
  const values = new Map<number, unknown>();
  return (rank: number) => {
    if (!values.has(rank)) values.set(rank, codec.unrank(rank));
    return values.get(rank);
  };
};

const ranking = (schema: Schema) => {
  const source = new RankSource();
  source.statements(schema, "v", "rank", "");
  return [source.sizes, source.codecs];
};

/** The name of a property that is in the way of whoever goes through all of them: not even their values can be had at once. */
const SPREAD = "a record of the state cannot be spread, copied or serialised: name its fields";
const refuse = (what: string): never => {
  throw new Refusal(what);
};

/** Shared: a getter of its own would give each record a hidden class of its own. */
const TRIP = { enumerable: true, get: () => refuse(SPREAD) };

const classSource = (members: readonly Member[], isDraft: boolean): string => {
  const sources = members.map((member, i) => memberSource(member, i, isDraft));
  return `return class {
    ${sources.map(({ fields }) => fields).join(" ")}
    constructor(m) {
      ${sources.map(({ setUp }) => setUp).join("\n")}
      Object.defineProperty(this, SPREAD, TRIP);
      Object.freeze(this);
    }
    #refuse(name, value) { refuse(name + " was set to a value outside its domain: " + String(value)); }
    toJSON() { refuse(SPREAD); }
    ${sources.map(({ accessors }) => accessors).join("\n")}
  };`;
};

const classes = new Map<string, new (members: readonly Member[]) => object>();

/** The face of a record over a store. */
export const recordFace = (members: readonly Member[], store: Store, isDraft: boolean): object => {
  const source = classSource(members, isDraft);
  const key = `${identity(store)} ${source}`;
  let Face = classes.get(key);
  if (!Face) {
    const needed = ["read", "write", "SPREAD", "TRIP", "refuse", "wide", "remembered", "ranking"];
    Face = new Function(...needed, `"use strict"; ${source}`)(
      store.read,
      store.write,
      SPREAD,
      TRIP,
      refuse,
      wideOver(store),
      remembered,
      ranking,
    ) as typeof Face & object;
    classes.set(key, Face);
  }
  return new Face(members);
};
