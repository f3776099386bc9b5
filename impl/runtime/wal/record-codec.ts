import { decodeMulti, Encoder } from "@msgpack/msgpack";
import { LogError } from "./log-error.ts";

/** Of lists and objects in one another. */
const DEPTH = 64;
const encoder = new Encoder({ ignoreUndefined: true, maxDepth: DEPTH + 1 });

/**
 * The bytes of a record. What would come back as something else is refused, since a log that returns what was not written is worse
 * than none: MessagePack writes a Map as an empty object, and a key `__proto__` so that it cannot be read again.
 */
export const encodeRecord = (record: unknown): Uint8Array => {
  const fault = faultIn(record, 0);
  if (fault) throw new LogError("misuse", `the record${fault.where} ${fault.what}. ${PLAIN}`);
  return encoder.encode(record);
};

/** The records of a frame. Throws if the bytes are none, which a right checksum makes impossible but for a mistake in here. */
export const decodeRecords = (bytes: Uint8Array): unknown[] => [...decodeMulti(bytes)];

const PLAIN = "A record is plain JSON: null, booleans, finite numbers, text, lists and objects of these.";

interface Fault {
  /** From the record to the value, as in `.locks[0]`. */
  readonly where: string;
  readonly what: string;
}

/** The first value that is not plain. Where it is gets put together on the way back, since there is none in nearly all records. */
const faultIn = (value: unknown, depth: number): Fault | undefined => {
  switch (typeof value) {
    case "boolean":
      return undefined;
    case "string":
      return isWellFormed(value) ? undefined : { where: "", what: `is ${NO_TEXT}` };
    case "number":
      return Number.isFinite(value) ? undefined : { where: "", what: `is ${value}` };
    case "object":
      if (value === null) return undefined;
      if (depth >= DEPTH) return { where: "", what: `is nested deeper than ${DEPTH}` };
      if (Array.isArray(value)) return faultInList(value, depth + 1);
      return isObject(value)
        ? faultInObject(value, depth + 1)
        : { where: "", what: `is a ${value.constructor?.name ?? "object"}` };
    default:
      return { where: "", what: `is of type ${typeof value}` };
  }
};

const faultInList = (list: readonly unknown[], depth: number): Fault | undefined => {
  // By index, since a hole is no element to `forEach`, though it is one to the encoder.
  for (let index = 0; index < list.length; index++) {
    const fault = faultIn(list[index], depth);
    if (fault) return { where: `[${index}]${fault.where}`, what: fault.what };
  }
  return undefined;
};

const faultInObject = (object: Readonly<Record<string, unknown>>, depth: number): Fault | undefined => {
  for (const key of Object.keys(object)) {
    if (key === "__proto__") return { where: "", what: "has a key __proto__" };
    if (!isWellFormed(key)) return { where: "", what: `has a key, ${JSON.stringify(key)}, that is ${NO_TEXT}` };
    const fault = object[key] === undefined ? undefined : faultIn(object[key], depth);
    if (fault) return { where: `.${key}${fault.where}`, what: fault.what };
  }
  return undefined;
};

const NO_TEXT = "no Unicode text: it holds one half of a surrogate pair";

/** Node has this since 20.0; the standard that this library is compiled for does not name it yet. */
const isWellFormed = (text: string): boolean => (text as unknown as { isWellFormed(): boolean }).isWellFormed();

const isObject = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Not compared with this realm's Object.prototype: what comes from another realm is as plain.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};
