import type { Messages } from "../../specs/language/network.ts";
import type { Loose } from "../model/model.ts";
import { Members } from "./members.ts";

/** What every network can be asked. */
export abstract class PlainMessages extends Members implements Messages<Loose> {
  where(fields: Loose): readonly Loose[] {
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

const same = (a: Loose, b: Loose): boolean => {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => same(a[name], b[name]));
};
