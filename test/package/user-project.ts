// What somebody who has installed the package writes, against its public exports alone.

/** A lock that one client holds at a time: three states with two clients, and five generated. */
const lockFrom = (guard: string) => `import { ids, instance, mapOf, oneOf, record, spec } from "quorate";

export const lock = (constants: { clients: number }) => {
  const Client = ids("client", constants.clients);
  return spec({
    name: "lock",
    state: { client: mapOf(Client, record({ state: oneOf("idle", "holding") })) },
    init: { client: { state: "idle" } },
    actions: {
      acquire: {
        params: { client: Client },
        guard: (s, { client }) => ${guard},
        effect: (s, { client }) => {
          s.client[client].state = "holding";
        },
      },
      release: {
        params: { client: Client },
        guard: (s, { client }) => s.client[client].state === "holding",
        effect: (s, { client }) => {
          s.client[client].state = "idle";
        },
      },
    },
    invariants: { exclusive: (s) => Client.count((client) => s.client[client].state === "holding") <= 1 },
    witnesses: { held: (s) => Client.some((client) => s.client[client].state === "holding") },
  });
};

export const two = instance(lock, { clients: 2 }, { name: "two", expect: { states: 3, generated: 5, depth: 2 } });
`;

const careful = `s.client[client].state === "idle" && Client.every((other) => s.client[other].state === "idle")`;
const careless = `s.client[client].state === "idle"`;

export const mySpec = lockFrom(careful);
/** Both clients take the lock. */
export const brokenSpec = lockFrom(careless);
/** A value that the schema does not have: inference must have survived the declarations. */
export const misspeltSpec = lockFrom(careful).replace(`state = "holding"`, `state = "holdin"`);

/** The library, from JavaScript. */
export const script = `import { check, instance, oneOf, record, spec } from "quorate";
import * as language from "quorate/language";
import { catalogue } from "quorate/specs";
import { twoPhaseCommit } from "quorate/specs/commit/two-phase-commit";

const light = () =>
  spec({
    name: "light",
    state: { lamp: record({ shows: oneOf("red", "green") }) },
    init: { lamp: { shows: "red" } },
    actions: {
      change: {
        effect: (s) => {
          s.lamp.shows = s.lamp.shows === "red" ? "green" : "red";
        },
      },
    },
    witnesses: { go: (s) => s.lamp.shows === "green" },
  });

const { verdict, states, generated, depth } = await check(instance(light, {}));
const ready = await check(instance(twoPhaseCommit, { resourceManagers: 3 }));
const faces = [typeof language.spec, catalogue.some(({ protocol }) => protocol === "two-phase-commit"), ready.states];
console.log(JSON.stringify({ verdict, states, generated, depth, faces }));
`;

/** The libraries of the shipped declarations are checked too: a user may well not skip them. */
export const tsconfig = JSON.stringify({
  compilerOptions: { strict: true, module: "nodenext", target: "es2022", noEmit: true, types: [], skipLibCheck: false },
});
