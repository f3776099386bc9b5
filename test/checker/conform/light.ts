import { instance, oneOf, range, spec, unobserved } from "../../../checker/index.ts";

/** A light that may fail unseen, as long as it is on. */
export const light = instance(
  (_: { tries: number }) =>
    spec({
      name: "light",
      state: { light: oneOf("off", "on"), broken: oneOf("no", "yes"), tries: range(0, 2) },
      init: { light: "off", broken: "no", tries: 0 },
      actions: {
        turnOn: {
          guard: (s) => s.light === "off",
          effect: (s) => {
            s.light = "on";
          },
        },
        turnOff: {
          guard: (s) => s.light === "on",
          effect: (s) => {
            s.light = "off";
          },
        },
        fail: {
          guard: (s) => s.light === "on" && s.broken === "no",
          effect: (s) => {
            s.broken = "yes";
          },
        },
        repair: {
          guard: (s) => s.light === "off" && s.broken === "yes",
          effect: (s) => {
            s.broken = "no";
          },
        },
      },
    }),
  { tries: 2 },
);

/** Only whether it is on is seen. */
export const seen = (light: "on" | "off") => ({ light, broken: unobserved, tries: unobserved }) as const;

/** A run in which it must have failed while it was on, though nothing tells of it until it is repaired. */
export const repaired = [
  { action: "press", does: "turnOn", view: seen("on") },
  { action: "press", does: "turnOff", view: seen("off") },
  { action: "wait", does: "stutter", view: seen("off") },
  { action: "wait", does: "stutter", view: seen("off") },
  { action: "service", does: "repair", view: seen("off") },
] as const;
