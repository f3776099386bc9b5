/**
 * Why a search made no use of other threads: it was over before they were worth it, or before they were there; the memory
 * allowed has no room for them; the reference engine has no use for any; or the model cannot be built again, for want of an
 * address or for another reason.
 */
export type Alone =
  | { readonly why: "short" | "late" | "memory" | "reference" | "unaddressed" }
  | { readonly why: "unbuilt"; readonly message: string };
