import { isUtf8 } from "node:buffer";
import { Malformed } from "./malformed.ts";

/**
 * Walks the bytes of one MessagePack value before anything is made of them. A decoder reserves what a header promises, so that a
 * few bytes could ask for all memory there is; here every element must be present. Only what JSON can say is let through: finite
 * numbers, Unicode text, lists, and maps with text as keys.
 */
export const refuseUnlessPlain = (bytes: Uint8Array, depth: number): void => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  /** What is still to come of each list or map that is open, and whether its next value is a key. */
  const open: { left: number; keyed: boolean }[] = [];
  let at = 0;
  do {
    while (open.length > 0 && open[open.length - 1].left === 0) open.pop();
    const around = open.at(-1);
    if (around?.keyed && around.left % 2 === 0) requireText(view, at);
    if (around) around.left--;
    const { size, values, keyed } = itemAt(view, at);
    at += size;
    if (at + values > view.byteLength) throw cut();
    if (values > 0) open.push({ left: values, keyed });
    if (open.length > depth) throw new Malformed(`a payload nests deeper than ${depth}`);
  } while (open.some(({ left }) => left > 0));
  if (at !== view.byteLength) throw new Malformed(`a payload has ${view.byteLength - at} bytes after its value`);
};

/** The bytes of a value without the values in it, and how many those are. */
interface Item {
  readonly size: number;
  readonly values: number;
  readonly keyed: boolean;
}

const leaf = (size: number): Item => ({ size, values: 0, keyed: false });
const list = (size: number, length: number): Item => ({ size, values: length, keyed: false });
const map = (size: number, length: number): Item => ({ size, values: 2 * length, keyed: true });

const itemAt = (view: DataView, at: number): Item => {
  const head = numberAt(view, at, 1);
  if (head <= 0x7f || head >= 0xe0) return leaf(1);
  if (head <= 0x8f) return map(1, head & 0x0f);
  if (head <= 0x9f) return list(1, head & 0x0f);
  if (head <= 0xbf) return text(view, at, 1, head & 0x1f);
  return longItemAt(view, at, head);
};

const longItemAt = (view: DataView, at: number, head: number): Item => {
  switch (head) {
    case 0xc0: // nil
    case 0xc2: // false
    case 0xc3: // true
      return leaf(1);
    case 0xcc: // 8 bits
    case 0xd0:
      return leaf(2);
    case 0xcd: // 16 bits
    case 0xd1:
      return leaf(3);
    case 0xca: // a float
      return finite(view, at, 5, 0x7f80);
    case 0xce: // 32 bits
    case 0xd2:
      return leaf(5);
    case 0xcb: // a double
      return finite(view, at, 9, 0x7ff0);
    case 0xcf: // 64 bits
    case 0xd3:
      return leaf(9);
    case 0xd9: // text
      return text(view, at, 2, numberAt(view, at + 1, 1));
    case 0xda:
      return text(view, at, 3, numberAt(view, at + 1, 2));
    case 0xdb:
      return text(view, at, 5, numberAt(view, at + 1, 4));
    case 0xdc: // lists
      return list(3, numberAt(view, at + 1, 2));
    case 0xdd:
      return list(5, numberAt(view, at + 1, 4));
    case 0xde: // maps
      return map(3, numberAt(view, at + 1, 2));
    case 0xdf:
      return map(5, numberAt(view, at + 1, 4));
    default:
      throw new Malformed(`a payload holds what JSON cannot say (0x${head.toString(16)})`);
  }
};

const text = (view: DataView, at: number, header: number, length: number): Item => {
  if (at + header + length > view.byteLength) throw cut();
  if (!isUtf8(new Uint8Array(view.buffer, view.byteOffset + at + header, length)))
    throw new Malformed("a payload holds a text that is not Unicode");
  return leaf(header + length);
};

/** An exponent of ones alone says infinity, or no number. */
const finite = (view: DataView, at: number, size: number, exponent: number): Item => {
  if ((numberAt(view, at + 1, 2) & exponent) === exponent) throw new Malformed("a payload holds a number that is not finite");
  return leaf(size);
};

const requireText = (view: DataView, at: number): void => {
  const head = numberAt(view, at, 1);
  if ((head < 0xa0 || head > 0xbf) && (head < 0xd9 || head > 0xdb)) throw new Malformed("a payload has a key that is no text");
};

const numberAt = (view: DataView, at: number, bytes: 1 | 2 | 4): number => {
  if (at + bytes > view.byteLength) throw cut();
  return bytes === 1 ? view.getUint8(at) : bytes === 2 ? view.getUint16(at) : view.getUint32(at);
};

const cut = (): Malformed => new Malformed("a payload ends before its value does");
