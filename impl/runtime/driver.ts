import { ContractError } from "./contract-error.ts";
import type { Core, Durable, Input, NodeId, Protocol, Step } from "./core.ts";
import type { Configs } from "./host.ts";
import { deepFreeze, isSame, textOf } from "./plain-data.ts";

/** How a host calls its core. */
export interface Driver<P extends Protocol> {
  readonly name: string;
  readonly nodes: readonly NodeId[];
  boot(node: NodeId, disk: Durable<P>): Step<P>;
  step(node: NodeId, state: P["state"], input: Input<P>): Step<P>;
}

/** Calls the core, and believes it to be pure. */
export const plainDriver = <P extends Protocol>(core: Core<P>, configs: Configs<P>): Driver<P> => ({
  name: core.name,
  nodes: Object.keys(configs),
  boot: (node, disk) => core.boot(configs[node], node, disk),
  step: (_, state, input) => core.step(state, input),
});

/**
 * Calls the core twice with frozen arguments, and compares what it returns, which has to be plain data and is frozen too.
 * @throws ContractError when the core changes its arguments, depends on anything but them, or returns more than plain data.
 */
export const checkedDriver = <P extends Protocol>(core: Core<P>, configs: Configs<P>): Driver<P> => ({
  name: core.name,
  nodes: Object.keys(configs),
  boot: (node, disk) => twice(core, node, "boot", () => core.boot(deepFreeze(configs[node]), node, deepFreeze(disk))),
  step: (node, state, input) => twice(core, node, input, () => core.step(deepFreeze(state), deepFreeze(input))),
});

const twice = <P extends Protocol>(core: Core<P>, node: NodeId, what: "boot" | Input<P>, run: () => Step<P>): Step<P> => {
  const [first, second] = [attempt(core, node, what, run), attempt(core, node, what, run)];
  if (!isSame(first, second)) {
    const [a, b] = [asText(core, node, what, first), asText(core, node, what, second)];
    const hint = "a core may depend on nothing else: no clock, no chance, no variable outside";
    throw new ContractError(
      core.name,
      node,
      `${inWords(what)} gave two results for the same arguments, ${a} and ${b}; ${hint}`,
    );
  }
  return deepFreeze(first);
};

const attempt = <P extends Protocol>(core: Core<P>, node: NodeId, what: "boot" | Input<P>, run: () => Step<P>): Step<P> => {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TypeError) || !/read only|not extensible|Cannot (delete|define|add)/.test(error.message))
      throw error;
    const hint = "a core leaves its arguments as they are; edit the state with immer's produce";
    throw new ContractError(core.name, node, `${inWords(what)} changes what it was given (${error.message}); ${hint}`);
  }
};

const asText = <P extends Protocol>(core: Core<P>, node: NodeId, what: "boot" | Input<P>, step: Step<P>): string => {
  try {
    return textOf(step);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ContractError(core.name, node, `${inWords(what)} returned something else than plain data: ${error.message}`);
  }
};

const inWords = (what: "boot" | Input<Protocol>): string => (what === "boot" ? what : `step on ${textOf(what)}`);
