// The types of the language as the checker walks them: loose inside, since the exact faces are the author's.
import type { AnyType } from "../../specs/language/type.ts";

type Named<T> = Readonly<Record<string, T>>;

/** Scalars and other values that are enumerated: `values` stand in the declared order. */
export interface ScalarSchema {
  readonly kind: "ids" | "oneOf" | "range" | "boolean" | "optional" | "subsets";
  readonly title: string;
  readonly values: readonly unknown[];
  /** Of an optional or of subsets: the domain beneath. */
  readonly of?: ScalarSchema;
}
export interface TupleSchema {
  readonly kind: "tuple";
  readonly items: readonly Schema[];
}
export interface VariantsSchema {
  readonly kind: "variants";
  readonly shapes: Named<Named<Schema>>;
}
export interface RecordSchema {
  readonly kind: "record" | "ghost";
  readonly fields: Named<Schema>;
}
export interface ListSchema {
  readonly kind: "list";
  readonly of: Schema;
  readonly atMost: number;
}
export interface SetSchema {
  readonly kind: "set";
  readonly title: string;
  readonly of: Schema;
  readonly atMost?: number;
}
export interface MapSchema {
  readonly kind: "map";
  readonly keys: ScalarSchema;
  readonly values: Schema;
}
export interface NetworkSchema {
  readonly kind: "network";
  readonly title: string;
  readonly discipline: "sent" | "unordered" | "ordered";
  /** Fields by message type, `from` and `to` first where the network carries envelopes. */
  readonly shapes: Named<Named<Schema>>;
  readonly between?: ScalarSchema;
  /** Undefined of sent messages that are kept as a bit each. */
  readonly atMost?: number;
  readonly whenFull?: "error" | "loseNewest";
}
export type Schema =
  | ScalarSchema
  | TupleSchema
  | VariantsSchema
  | RecordSchema
  | ListSchema
  | SetSchema
  | MapSchema
  | NetworkSchema;

/** The one cast: every type that the language makes has its schema's members. */
export const schemaOf = (type: AnyType): Schema => type as unknown as Schema;

export const isScalar = (schema: Schema): schema is ScalarSchema => "values" in schema && schema.kind !== "map";

/** Whether maps over these keys are arrays: the keys are 0, 1, 2, ... */
export const isDense = (keys: ScalarSchema): boolean => keys.values.every((key, i) => key === i);
