import { textOf } from "./plain-data.ts";

/** The texts of frozen values, each written once, and short names for them. */
export class Texts {
  private readonly texts = new WeakMap<object, string>();
  private readonly names = new Map<string, string>();
  private readonly named = new WeakMap<object, string>();

  /** `textOf`, remembered; the value must never change. */
  of(value: object): string {
    let text = this.texts.get(value);
    if (text === undefined) this.texts.set(value, (text = textOf(value)));
    return text;
  }

  /** A short name, equal for equal values, and for no others as long as these texts are asked. */
  nameOf(value: object): string {
    let name = this.named.get(value);
    if (name === undefined) this.named.set(value, (name = this.short(this.of(value))));
    return name;
  }

  /** The same, from the names of the fields, many of which have often been named before. */
  nameOfParts(value: object): string {
    let name = this.named.get(value);
    if (name !== undefined) return name;
    const parts = Object.values(value).map((part) =>
      typeof part === "object" && part !== null ? this.nameOf(part) : `=${textOf(part)}`,
    );
    this.named.set(value, (name = this.short(parts.join())));
    return name;
  }

  private short(text: string): string {
    let name = this.names.get(text);
    if (name === undefined) this.names.set(text, (name = this.names.size.toString(36)));
    return name;
  }

  /** The list with one more, in the order of their texts, so that equal bags are equal lists. */
  with<T extends object>(sorted: readonly T[], item: T): readonly T[] {
    const text = this.of(item);
    const at = sorted.findIndex((other) => this.of(other) > text);
    return Object.freeze(at < 0 ? [...sorted, item] : [...sorted.slice(0, at), item, ...sorted.slice(at)]);
  }
}
