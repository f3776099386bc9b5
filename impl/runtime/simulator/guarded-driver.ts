import { ContractError } from "../contract-error.ts";
import type { Protocol } from "../core.ts";
import type { Driver } from "../driver.ts";
import { textOf } from "../plain-data.ts";
import { Stop } from "./stop.ts";

/** What a core throws ends the run, and says on what it was thrown. */
export const guardedDriver = <P extends Protocol>(driver: Driver<P>): Driver<P> => ({
  name: driver.name,
  nodes: driver.nodes,
  boot: (node, disk) => {
    try {
      return driver.boot(node, disk);
    } catch (error) {
      throw stopped(error, `node ${node}, boot`);
    }
  },
  step: (node, state, input) => {
    try {
      return driver.step(node, state, input);
    } catch (error) {
      throw stopped(error, `node ${node}, step on ${textOf(input)}`);
    }
  },
});

const stopped = (error: unknown, where: string): unknown =>
  error instanceof ContractError
    ? error
    : new Stop("threw", `${where}: ${error instanceof Error ? error.message : String(error)}`);
