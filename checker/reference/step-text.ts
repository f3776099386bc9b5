import { messageSchema } from "../model/message-schema.ts";
import type { Arguments, Model, ModelAction, Source } from "../model/model.ts";
import type { Schema } from "../model/schema.ts";
import { show } from "./show.ts";

/** The schema of what a parameter can be. */
export const sourceSchema = (source: Source): Schema => {
  switch (source.kind) {
    case "domain":
      return source.domain;
    case "drawn":
      return messageSchema(source.network);
    case "from":
      return source.of;
  }
};

/** A step as errors name it: `raft.timeout(i=server1)`. */
export const stepText = ({ spec }: Model, { name, parameters }: ModelAction, args: Arguments): string =>
  `${spec.name}.${name}(${parameters.map((parameter) => `${parameter.name}=${show(sourceSchema(parameter.source), args[parameter.name])}`).join(", ")})`;
