import type { Core, Protocol } from "../../../impl/runtime/core.ts";
import type { Address } from "../../../impl/runtime/tcp/address.ts";
import { connect } from "../../../impl/runtime/tcp/client.ts";
import { RequestFailed } from "../../../impl/runtime/tcp/request-failed.ts";
import { addressIn, CLUSTER } from "./members.ts";
import type { AskFlags } from "./node-options.ts";
import { required } from "./required.ts";

/** What a client asks for, and how it knows the answer. */
export interface Question<P extends Protocol> {
  readonly core: Pick<Core<P>, "name" | "version">;
  readonly command: P["command"];
  isResult(value: unknown): value is P["result"];
  /** Whether it must be asked again of the same node alone. */
  isBound?(command: P["command"]): boolean;
}

/** `sent` is whether it may have reached a node. */
export interface NoAnswer {
  readonly type: "no-answer";
  readonly why: string;
  readonly sent: boolean;
}

/** Asks one of the nodes at `--at`, and lets go of it. */
export const ask = async <P extends Protocol>(
  { core, command, isResult, isBound = () => false }: Question<P>,
  { at, cluster, timeout = 10 }: AskFlags,
): Promise<P["result"] | NoAnswer> => {
  const client = connect<P>({
    addresses: addressesIn(required(at, "--at 127.0.0.1:7001")),
    cluster: cluster ?? CLUSTER,
    protocol: core.name,
    version: core.version,
    isResult,
    isBound,
    timeoutMs: timeout * 1000,
  });
  try {
    return await client.request(command);
  } catch (error) {
    if (error instanceof RequestFailed) return { type: "no-answer", why: error.message, sent: error.outcome === "unknown" };
    throw error;
  } finally {
    await client.close();
  }
};

const addressesIn = (text: string): Address[] => text.split(",").map((one) => addressIn("--at", one.trim()));
