import type { Loose } from "./model.ts";

/** How many copies stand for one message that is given: a bag gives each message once, whatever else holds messages each copy by itself. */
export const copiesOf = (messages: Loose): ((message: unknown) => number) => {
  const isOnce = typeof messages.copies === "function" && messages.size !== [...messages].length;
  return isOnce ? (message) => messages.copies(message) : () => 1;
};
