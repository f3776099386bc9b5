import { styleText } from "node:util";

/** How a text stands out: the verdict by its colour, what repeats by being dim. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly unsure: (text: string) => string;
  readonly dim: (text: string) => string;
}

const asItIs = (text: string) => text;

export const plain: Paint = { good: asItIs, bad: asItIs, unsure: asItIs, dim: asItIs };

// The decision is ours alone: what `styleText` itself asks of a stream and of the environment differs between Node versions.
const styled = (style: "green" | "red" | "yellow" | "dim") => (text: string) =>
  styleText(style, text, { validateStream: false });

const coloured: Paint = { good: styled("green"), bad: styled("red"), unsure: styled("yellow"), dim: styled("dim") };

interface Surroundings {
  readonly [name: string]: string | undefined;
}

/** Colours for a terminal that has not declined them; never for a pipe or a file, whatever a CI sets. */
export const paintFor = (stream: { readonly isTTY?: boolean }, env: Surroundings): Paint =>
  stream.isTTY && !env.NO_COLOR && env.TERM !== "dumb" ? coloured : plain;
