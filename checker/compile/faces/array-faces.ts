// Lists, and maps of values: frozen arrays when read, real arrays to be changed at will in an effect.
import { isDense } from "../../model/schema.ts";
import type { Codec } from "../words/codec.ts";
import { readFrom, writeTo } from "../words/fields.ts";
import type { ArrayPlace } from "../words/layout.ts";
import { Refusal, type Store } from "../words/words.ts";
import { fresh, identity } from "./fresh.ts";
import { rankOf } from "./rank-source.ts";

/** An array loaded by an effect; it is written back, or forgotten, when the effect ends. */
export interface Loaded {
  writeBack(): void;
  forget(): void;
}

/** What the effect at hand has loaded. */
export const LOADED: Loaded[] = [];

export const writeBack = (): void => {
  for (let i = 0; i < LOADED.length; i++) LOADED[i].writeBack();
  LOADED.length = 0;
};

export const forget = (): void => {
  for (const loaded of LOADED) loaded.forget();
  LOADED.length = 0;
};

/** Every array that effects edit, and those that the effect at hand assigned, to tell one that the state holds from a fresh one. */
const HELD = new WeakSet<object>();

/** Lists whose bits are this few are kept in a table by their bits. */
const TABLED_BITS = 12;
const MOST_KEPT = 65_536;

type Plain = unknown[] & Record<PropertyKey, unknown>;

/** Reads and writes the elements at a place as an array, or as an object by key. */
class ArrayCodec {
  readonly place: ArrayPlace;
  readonly keys: readonly PropertyKey[] | undefined;
  readonly #store: Store;
  readonly #codec: Codec;
  #ranks: number[] = [];

  constructor(place: ArrayPlace, store: Store) {
    this.place = place;
    this.#store = store;
    this.#codec = place.codec;
    const { schema } = place;
    this.keys = schema.kind === "map" && !isDense(schema.keys) ? (schema.keys.values as PropertyKey[]) : undefined;
  }
  empty(): Plain {
    return (this.keys ? {} : []) as Plain;
  }
  load(target: Plain): void {
    const { length, items } = this.place;
    const count = length ? readFrom(this.#store, length) : items.length;
    if (!this.keys && target.length !== count) target.length = count;
    for (let i = 0; i < count; i++) {
      const fields = items[i];
      for (let part = 0; part < fields.length; part++) this.#ranks[part] = readFrom(this.#store, fields[part]);
      target[this.keys ? this.keys[i] : i] = this.#codec.join(this.#ranks, 0);
    }
  }
  store(source: Plain): void {
    const { length, items } = this.place;
    const count = this.keys ? Object.keys(source).length : source.length;
    if (length ? count > items.length : count !== items.length) throw new Refusal(length ? "full" : "a map with other keys");
    if (length) writeTo(this.#store, length, count);
    for (let i = 0; i < items.length; i++) {
      const fields = items[i];
      if (i >= count) this.#ranks.fill(0);
      else if (!this.#codec.split(source[this.keys ? this.keys[i] : i], this.#ranks, 0))
        throw new Refusal("an element outside its domain");
      for (let part = 0; part < fields.length; part++) writeTo(this.#store, fields[part], this.#ranks[part]);
    }
  }
}

const facesOver = (
  store: Store,
  tabledBits: number,
  mostKept: number,
  loaded: Loaded[],
  held: WeakSet<object>,
  Refused: typeof Refusal,
) => {
  class ArrayView {
    #codec: ArrayCodec;
    #word: number;
    #shift: number;
    #mask: number;
    #table: (Plain | undefined)[] | undefined;
    #kept = new Map<number, Plain>();
    constructor(codec: ArrayCodec) {
      const { whole } = codec.place;
      this.#codec = codec;
      this.#word = whole ? whole.word : -1;
      this.#shift = whole?.shift ?? 0;
      this.#mask = whole && whole.width < 32 ? (1 << whole.width) - 1 : -1;
      this.#table = whole && whole.width <= tabledBits ? new Array(1 << whole.width).fill(undefined) : undefined;
    }
    read(): Plain {
      if (this.#word < 0) return this.#make();
      const bits = store.read(this.#word, this.#shift, this.#mask);
      if (this.#table !== undefined) return (this.#table[bits] ??= this.#make());
      let value = this.#kept.get(bits);
      if (value === undefined) {
        value = this.#make();
        if (this.#kept.size >= mostKept) this.#kept.clear();
        this.#kept.set(bits, value);
      }
      return value;
    }
    #make(): Plain {
      const value = this.#codec.empty();
      this.#codec.load(value);
      return Object.freeze(value);
    }
  }
  class ArrayDraft {
    #codec: ArrayCodec;
    #own: Plain;
    /** The array of its own, or the one that the effect assigned: what is done to either afterwards must tell as it would in a plain object. */
    #array: Plain;
    #isLoaded = false;
    constructor(codec: ArrayCodec) {
      this.#codec = codec;
      this.#own = codec.empty();
      this.#array = this.#own;
      held.add(this.#own);
    }
    read(): Plain {
      if (!this.#isLoaded) {
        this.#codec.load(this.#own);
        this.#isLoaded = true;
        loaded.push(this);
      }
      return this.#array;
    }
    assign(value: Plain): void {
      if (value === this.#array && this.#isLoaded) return;
      if (typeof value !== "object" || value === null) throw new Refused("not an array");
      if (Array.isArray(value) === (this.#codec.keys !== undefined))
        throw new Refused("not an array, or not a map by these keys");
      if (held.has(value)) throw new Refused("an array that the state holds elsewhere: copy it");
      if (!this.#isLoaded) loaded.push(this);
      this.#isLoaded = true;
      this.#release();
      this.#array = value;
      held.add(value);
    }
    writeBack(): void {
      this.#isLoaded = false;
      try {
        this.#codec.store(this.#array);
      } finally {
        this.#release();
      }
    }
    forget(): void {
      this.#isLoaded = false;
      this.#release();
    }
    #release(): void {
      if (this.#array !== this.#own) held.delete(this.#array);
      this.#array = this.#own;
    }
  }
  return { ArrayView, ArrayDraft };
};

export interface ArrayFace {
  read(): unknown;
  assign?(value: unknown): void;
}

/** The view and the draft of a list or of a map of values, over a store. */
export const arrayFaces = (place: ArrayPlace, store: Store): { readonly view: ArrayFace; readonly draft: ArrayFace } => {
  const codec = new ArrayCodec(place, store);
  const { schema } = place;
  const shape = rankOf(schema.kind === "list" ? schema.of : schema.values).text;
  const { ArrayView, ArrayDraft } = fresh(
    `array ${identity(store)} ${schema.kind} ${shape}`,
    facesOver,
    store,
    TABLED_BITS,
    MOST_KEPT,
    LOADED,
    HELD,
    Refusal,
  );
  return { view: new ArrayView(codec), draft: new ArrayDraft(codec) as ArrayFace };
};
