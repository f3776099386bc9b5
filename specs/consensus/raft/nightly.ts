// A night's work. It is no instance of the catalogue, and so of no check of everything, until somebody has counted it.
import { instance } from "./raft-instance.ts";

/**
 * Two messages in flight and logs of two entries, on three servers that crash. By what the smaller instances come to, some 30 to 40
 * million states, 2 GB at 50 to 60 bytes a state, and three to ten minutes: an estimate, not a count.
 */
export const nightly = instance({ servers: 3, terms: 2, entries: 2, inFlight: 2, crashes: true }, { default: false });
