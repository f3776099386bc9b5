// What the operations of a quorum register come to, when replicas answer; and what it takes.
import { instancesOf, mutant } from "../language/index.ts";
import { quorumRegister } from "./quorum-register.ts";

/** They can be found where all instances are. */
const instance = instancesOf(import.meta.url.replace("quorum-register.live.", "quorum-register.instances."));

/** Any replicas are down from the beginning. */
export const live = instance(
  quorumRegister,
  {
    replicas: 3,
    write: 2,
    read: 2,
    tolerated: 1,
    readFirst: true,
    writeBack: true,
    clients: [["write"], ["read"]],
    live: true,
  },
  { name: "live", outOfReach: ["tied"], expect: { states: 1_033, generated: 2_532, depth: 16 } },
);
/** Replicas go down and come up as they like. */
export const liveWithCrashes = instance(
  quorumRegister,
  { replicas: 3, write: 2, read: 2, crashes: true, writeBack: true, clients: [["write"], ["read"]], live: true },
  { name: "live-crashes", expect: { states: 3_456, generated: 16_473, depth: 16 } },
);

export const forgottenQuestions = mutant(live, "a replica need not store what it was asked to", {
  fairness: {
    replicaAnswers: { weak: ["op", "r"] },
    clientWritesBack: { weak: ["op"] },
    clientWritesNext: { weak: ["op"] },
    clientIsAcknowledged: { weak: ["op"] },
  },
  breaks: "returns",
  after: 4,
});
export const onlyWhoIsAlwaysUp = mutant(liveWithCrashes, "a replica that is now and then down need never answer", {
  fairness: {
    replicaAnswers: { weak: ["op", "r"] },
    replicaStores: { weak: ["op", "r"] },
    clientWritesBack: { weak: ["op"] },
    clientIsAcknowledged: { weak: ["op"] },
  },
  breaks: "returns",
  after: 7,
});
export const waitsForAllToStore = mutant(live, "a client waits until all replicas have stored", {
  actions: {
    clientIsAcknowledged: { guard: { quorum: (s, { op }) => s.operation[op].answered.size === 3 } },
  },
  breaks: "returns",
  after: 6,
  also: ["toleratesAsMany", "deadlock"],
});
