// Small instances of the spec whose every step is a test of the store.
import { instance } from "../../../../specs/language/index.ts";
import { quorumRegister } from "../../../../specs/replication/quorum-register.ts";

const of = (constants: Partial<Parameters<typeof quorumRegister>[0]>) =>
  instance(quorumRegister, {
    readFirst: true,
    late: true,
    replicas: 3,
    write: 2,
    read: 2,
    clients: [["write"], ["read"]],
    ...constants,
  });

export const tourInstances = {
  twoWriters: of({ replicas: 2, write: 1, clients: [["write"], ["write"]] }),
  readRepair: of({ readRepair: true }),
  writeBack: of({ writeBack: true }),
};

/** Too many for every commit. */
export const largeTourInstances = {
  threeReplicasTwoWriters: of({ clients: [["write"], ["write"]] }),
  crashes: of({ writeBack: true, crashes: true }),
};
