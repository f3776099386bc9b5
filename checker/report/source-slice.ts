const OPENING = "([{";
const CLOSING = ")]}";

/** An entry of a literal, from its name to the comma or bracket that ends it. */
export const entryAt = (text: string, start: number): string => text.slice(start, endOf(text, start));

/** The same without the indentation of its place. */
export const entryText = (text: string, start: number): string => {
  const line = text.slice(text.lastIndexOf("\n", start) + 1);
  return dedented(entryAt(text, start), line.length - line.trimStart().length);
};

const endOf = (text: string, start: number): number => {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const skipped = pastQuoted(text, i);
    if (skipped > i) i = skipped - 1;
    else if (OPENING.includes(text[i])) depth++;
    else if (CLOSING.includes(text[i]) && --depth < 0) return i;
    else if (depth === 0 && (text[i] === "," || text[i] === ";")) return i;
  }
  return text.length;
};

/** The end of the string or comment that begins here, or the same place. Regular expressions are not told apart. */
const pastQuoted = (text: string, i: number): number => {
  const end = (mark: string, from: number) => {
    const found = text.indexOf(mark, from);
    return found < 0 ? text.length : found + mark.length;
  };
  if (text.startsWith("//", i)) return end("\n", i);
  if (text.startsWith("/*", i)) return end("*/", i + 2);
  if (!"\"'`".includes(text[i])) return i;
  let close = i + 1;
  while (close < text.length && text[close] !== text[i]) close += text[close] === "\\" ? 2 : 1;
  return close + 1;
};

const dedented = (text: string, indent: number): string =>
  text
    .trimEnd()
    .split("\n")
    .map((line, i) => (i > 0 && line.slice(0, indent).trim() === "" ? line.slice(indent) : line))
    .join("\n");

/**
 * The body of a compiled arrow function as the source has it. The two are compared without what a compiler changes: blanks,
 * parentheses, the kind of quotes and commas at the end.
 */
export const restored = (predicate: string, source: string): string | undefined => {
  const body = squeezed(predicate.replace(/^[^=]*=>/, "")).text;
  const whole = squeezed(source);
  const at = body === "" ? -1 : whole.text.indexOf(body);
  if (at < 0) return undefined;
  return withBrackets(source, whole.places[at], whole.places[at + body.length - 1] + 1);
};

const squeezed = (text: string) => {
  const places: number[] = [];
  let kept = "";
  for (let i = 0; i < text.length; i++) {
    if (/[\s();]/.test(text[i]) || isNonNull(text, i)) continue;
    if (text[i] === "," && /^[\s)]*[)\]}]/.test(text.slice(i + 1))) continue;
    kept += /['`]/.test(text[i]) ? '"' : text[i];
    places.push(i);
  }
  return { text: kept, places };
};

/** TypeScript's `value!`, of which nothing is left when it runs; a negation stands before what it negates. */
const isNonNull = (text: string, i: number): boolean =>
  text[i] === "!" && /[\w)\]]/.test(text[i - 1] ?? "") && /[\s.,;)\]]/.test(text[i + 1] ?? " ");

/** The slice, grown by the parentheses that it lacks on either side. */
const withBrackets = (text: string, start: number, end: number): string => {
  let [from, to] = [start, end];
  const count = (mark: string) => text.slice(from, to).split(mark).length - 1;
  while (count("(") > count(")") && /^[\s,!]*\)/.test(text.slice(to))) to = text.indexOf(")", to) + 1;
  while (count(")") > count("(") && /\(\s*$/.test(text.slice(0, from))) from = text.lastIndexOf("(", from - 1);
  return text.slice(from, to).replace(/\s+/g, " ").trim();
};
