import type { Search } from "./explore/search.ts";
import type { Model } from "./model/model.ts";
import { referenceSearch } from "./reference/reference-search.ts";
import type { CheckOptions } from "./result.ts";

/** A search by the engine asked for: the compiled one, unless another is named. Its code is loaded when it is first needed. */
export const searchBy = async (engine: CheckOptions["engine"] = "compiled", model: Model): Promise<Search> => {
  if (engine === "reference") return referenceSearch(model);
  const { compiledSearch } = await import("./compile/search/compiled-search.ts");
  return compiledSearch(model);
};
