// Mistakes in what a spec does.
import { crashes, loses, restarts, spec } from "../../../specs/language/index.ts";
import { Index, Level, Place, RM, rm, sent, someone, somewhere, started, state, wire } from "./setting.ts";

export const actions = spec({
  name: "actions",
  state,
  init: started,
  actions: {
    values: {
      params: { i: RM },
      effect: (s, { i }) => {
        // @ts-expect-error a value that is misspelt
        s.rm[i].level = "hihg";
        // @ts-expect-error a variable that is misspelt
        s.rn[i].level = "high";
        // @ts-expect-error a field that is misspelt
        s.rm[i].levle = "high";
        // @ts-expect-error a number for a word
        s.rm[i].level = 1;
        // @ts-expect-error an id for a number
        s.count[i] = i;
        // @ts-expect-error an element that is misspelt
        s.rm[i].log.push({ level: "hihg" });
        // @ts-expect-error a tuple that is too short
        s.pairs.add([i]);
        // @ts-expect-error members of another type
        s.rm[i].known.assign([somewhere]);
      },
    },
    replacing: {
      params: { i: RM },
      effect: (s, { i }) => {
        // @ts-expect-error a set that is assigned
        s.rm[i].known = [];
        // @ts-expect-error a record that is assigned
        s.rm[i] = s.rm[someone];
        // @ts-expect-error a network that is assigned
        s.wire = [];
        // @ts-expect-error an element that is edited in place
        s.rm[i].log[0].level = "high";
      },
    },
    ids: {
      params: { i: RM, j: RM, k: Place },
      // @ts-expect-error ids in an order
      guard: (_, { i, j }) => i < j,
      effect: (s, { i, j, k }) => {
        // @ts-expect-error arithmetic with an id
        s.count[i] = j + 1;
        // @ts-expect-error an id of another kind as a key
        s.count[k] = 1;
        // @ts-expect-error an id of another kind as a member
        s.rm[i].known.add(k);
        // @ts-expect-error a comparison of two kinds of id
        if (i === k) s.count[i] = 1;
        // @ts-expect-error a number for an id
        s.rm[0].level = "low";
        // @ts-expect-error an order among ids that have none
        if (RM.precedes(i, j)) s.count[i] = 1;
      },
    },
    guards: {
      params: { i: RM },
      guard: {
        // @ts-expect-error a comparison that can never hold
        never: (s, { i }) => s.rm[i].level === "hihg",
        // @ts-expect-error a guard that writes
        writes: (s, { i }) => (s.rm[i].level = "high") === "high",
        // @ts-expect-error a guard that changes a set
        adds: (s, { i }) => s.rm[i].known.add(i) === undefined,
        // @ts-expect-error a guard that changes a list
        pushes: (s, { i }) => s.rm[i].log.push({ level: "low" }) > 0,
        // @ts-expect-error a guard that reads a ghost
        ghost: (s) => s.history.heard.size > 0,
        // @ts-expect-error a condition that is no boolean
        number: (s, { i }) => s.rm[i].known.size,
      },
      effect: () => {},
    },
    parameters: {
      params: {
        i: RM,
        // @ts-expect-error a parameter drawn from a ghost
        j: { of: RM, from: (s) => s.history.heard },
        // @ts-expect-error a parameter drawn from another domain
        k: { of: Level, from: () => Index },
        // @ts-expect-error a message drawn of an unknown type
        m: sent.any("Aks"),
      },
      // @ts-expect-error a process that no parameter names
      by: "q",
      // @ts-expect-error a parameter that does not exist
      effect: (_s, { q }) => void q,
    },
    noParameters: {
      // @ts-expect-error a parameter where there are none
      effect: (_s, { i }) => void i,
    },
    messages: {
      params: { m: wire.any("Ask") },
      effect: (s, { m }) => {
        // @ts-expect-error a field that messages of the type do not have
        s.sent.where({ type: "Ask", granted: true });
        // @ts-expect-error a message of no known type
        s.sent.where({ type: "Aks" });
        // @ts-expect-error a field's value outside its domain
        s.sent.where({ type: "Answer", granted: 1 });
        // @ts-expect-error a message that lacks a field
        s.sent.add({ type: "Ask", n: 1 });
        // @ts-expect-error a message whose list holds something else
        s.sent.add({ type: "Log", levels: ["low", "hihg"] });
        // @ts-expect-error a message without an envelope
        s.wire.send({ type: "Ask", n: 1 });
        // @ts-expect-error a reply that addresses itself
        s.wire.reply(m, { type: "Answer", granted: true, from: m.to, to: m.from });
        // @ts-expect-error a message that is changed
        m.n = 2;
        // @ts-expect-error a verb of another network
        s.sent.consume({ type: "Answer", granted: true });
      },
    },
    // @ts-expect-error an effect that returns something
    returns: { effect: (s) => s.wire },
    // @ts-expect-error an effect that waits
    waits: { effect: async () => {} },
    // @ts-expect-error an action without an effect
    idle: { guard: () => true },
    // @ts-expect-error a key of an action that is misspelt
    key: { gaurd: () => true, effect: () => {} },
    // @ts-expect-error a restart of a field that the process does not have
    restart: restarts(rm, { role: "low" }),
    // @ts-expect-error a restart to a value that the field cannot have
    restartTo: restarts(rm, { level: "medium" }),
    // @ts-expect-error a crash of processes that are down, when nothing says so
    crash: crashes(rm, ({ up }) => up, { level: "low" }),
    // @ts-expect-error a loss of messages that are never lost
    lose: loses(sent),
    /** Its neighbours' mistakes leave this one as it was. */
    right: {
      params: { i: RM },
      guard: (s, { i }) => s.rm[i].level === "low",
      effect: (s, { i }) => {
        s.rm[i].level = "high";
      },
    },
  },
});
