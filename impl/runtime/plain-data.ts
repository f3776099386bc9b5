// Plain data: objects without a class, arrays, and what is no object. What a core computes with has to be that, so that states
// can be compared, frozen and shown.

/**
 * The text of plain data: two values have the same exactly when they are equal, whatever the order of their fields.
 * @throws TypeError naming the place of what is not plain data.
 */
export const textOf = (value: unknown): string => {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${value}n`;
    case "boolean":
    case "undefined":
      return String(value);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? textOfArray(value) : textOfObject(value);
    default:
      throw notPlain(value);
  }
};

const textOfArray = (array: readonly unknown[]): string => {
  let text = "[";
  for (let i = 0; i < array.length; i++) {
    if (i > 0) text += ",";
    text += textOfPart(array[i], i);
  }
  return `${text}]`;
};

const textOfObject = (object: object): string => {
  if (!isPlainObject(object)) throw notPlain(object);
  const names = Object.keys(object);
  for (let i = 1; i < names.length; i++) if (names[i] < names[i - 1]) names.sort();
  let text = "{";
  for (const name of names) {
    if (text.length > 1) text += ",";
    text += `${quoted(name)}:${textOfPart((object as Record<string, unknown>)[name], name)}`;
  }
  return `${text}}`;
};

const textOfPart = (part: unknown, name: string | number): string => {
  try {
    return textOf(part);
  } catch (error) {
    throw error instanceof NotPlain ? new NotPlain(error.kind, [name, ...error.path]) : error;
  }
};

const quotedNames = new Map<string, string>();

/** The names of fields come again and again, unless they are data themselves. */
const quoted = (name: string): string => {
  let text = quotedNames.get(name);
  if (text === undefined) {
    text = JSON.stringify(name);
    if (quotedNames.size < 10_000) quotedNames.set(name, text);
  }
  return text;
};

/** Whether both are plain data and equal. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null)
    return Object.is(a, b) && typeof a !== "function";
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  for (const name of names) {
    if (!Object.hasOwn(b, name)) return false;
    if (!isSame((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name])) return false;
  }
  return true;
};

const isPlainObject = (object: object): boolean => {
  const prototype = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
};

class NotPlain extends TypeError {
  readonly kind: string;
  readonly path: readonly (string | number)[];

  constructor(kind: string, path: readonly (string | number)[]) {
    const where = path.length === 0 ? "The value" : path.join(".");
    super(`${where} is ${kind}, which is no plain data; use objects, arrays, strings, numbers, booleans and null`);
    this.kind = kind;
    this.path = path;
  }
}

const notPlain = (value: unknown): NotPlain =>
  new NotPlain(typeof value === "object" ? `a ${value?.constructor?.name ?? "strange object"}` : `a ${typeof value}`, []);

const frozen = new WeakSet<object>();

/** Freezes it and all that is in it; what is frozen already costs nothing. */
export const deepFreeze = <T>(value: T): T => {
  if (typeof value !== "object" || value === null || frozen.has(value)) return value;
  frozen.add(value);
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
};
