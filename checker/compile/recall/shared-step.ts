import type { Arguments } from "../../model/model.ts";

/** A step as properties see it, one object for each choice of arguments as long as a search lasts: what is remembered of it is found by it. */
export class SharedStep {
  readonly name: string;
  readonly args: Arguments;

  constructor(name: string, args: Arguments) {
    this.name = name;
    this.args = Object.freeze(args);
    Object.freeze(this);
  }
}
