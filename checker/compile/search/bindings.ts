// What the text of a kernel refers to by name: the author's functions over the words at hand, and what is remembered of them.
import type { Model, ModelAction } from "../../model/model.ts";
import { LOADED, writeBack } from "../faces/array-faces.ts";
import { facesOf } from "../faces/faces.ts";
import { Frames } from "../recall/frames.ts";
import { decided, type Remembered, tracedPredicate, tracedStepPredicate } from "../recall/traced-predicate.ts";
import { tracing, tracingBefore } from "../recall/tracer.ts";
import type { Layout } from "../words/layout.ts";
import { BEFORE, before, CURRENT, current, Refusal, refuseReturned } from "../words/words.ts";
import { drawn, offeredBy } from "./arguments-at.ts";
import type { Framed } from "./framed.ts";
import type { Listener } from "./listener.ts";

/** Names bound for the text, with their values. */
export const bindingsOf = (
  model: Model,
  layout: Layout,
  listener: Listener,
): { readonly bindings: Readonly<Record<string, unknown>>; readonly framed: Framed } => {
  const frames = new Frames();
  const framed = { step: [] as number[], within: [] as number[], invariant: [] as number[], witness: [] as number[] };
  const { view, draft } = facesOf(layout.root, current);
  const { view: viewBefore } = facesOf(layout.root, before);
  const upon = (action: ModelAction, face: Readonly<Record<string, unknown>>) =>
    action.upon === undefined ? face : face[action.upon];
  const name = (action: number) => `${model.spec.name}.${model.actions[action].name}`;
  const predicates: Remembered<unknown>[] = [];
  const bindings: Record<string, unknown> = {
    codePredicates: () => {
      for (const predicate of predicates) predicate.code();
    },
    W: CURRENT,
    BEFORE,
    VIEW: view,
    VIEW_BEFORE: viewBefore,
    LOADED,
    writeBack,
    listener,
    DOMAINS: model.actions.map(({ parameters }) =>
      parameters.map(({ source }) => (source.kind === "domain" ? source.domain.values : [])),
    ),
    DRAWS: model.actions.map(({ parameters }) => parameters.map((parameter) => drawn(parameter, view))),
    offered: offeredBy(model),
    notBoolean: (action: number, value: unknown) => {
      throw new Refusal(`${name(action)}: the guard gave ${String(value)} instead of true or false`);
    },
    refuseReturned,
    disagree: () => {
      throw new Error(
        `${model.spec.name}: the code made of its recipes takes other steps than the recipes; this is a mistake of the checker`,
      );
    },
    TERMINAL: (view: unknown) => decided(model.terminal!(view)),
  };
  for (const action of model.actions) {
    bindings[`EFFECT${action.index}`] = action.effect;
    bindings[`SEEN${action.index}`] = upon(action, view);
    bindings[`DRAFT${action.index}`] = upon(action, draft);
    action.conditions.forEach(({ holds }, c) => {
      bindings[`GUARD${action.index}_${c}`] = holds;
    });
  }
  const { view: tracingView } = facesOf(layout.root, tracing);
  const ofState = { within: model.within, invariant: model.invariants, witness: model.witnesses };
  for (const kind of ["within", "invariant", "witness"] as const) {
    ofState[kind].forEach(({ name, holds }, i) => {
      const bit = frames.add(() => remembered);
      const remembered = tracedPredicate(`${model.spec.name}: ${name}`, holds, tracingView, () => frames.learnt(bit));
      framed[kind].push(bit);
      predicates.push(remembered);
      bindings[`${kind.toUpperCase()}${i}`] = remembered.holds;
    });
  }
  const { view: tracingViewBefore } = facesOf(layout.root, tracingBefore);
  const rememberedStep = ({ name, holds }: { readonly name: string; readonly holds: unknown }, learnt?: () => void) => {
    const text = `${model.spec.name}: ${name}`;
    const remembered = tracedStepPredicate(text, holds as never, tracingViewBefore, tracingView, learnt);
    predicates.push(remembered);
    return remembered;
  };
  model.steps.forEach((step, i) => {
    const bit = frames.add(() => remembered);
    const remembered = rememberedStep(step, () => frames.learnt(bit));
    framed.step.push(bit);
    bindings[`STEP${i}`] = remembered.holds;
    bindings[`STEP${i}_STILL`] = remembered.holdsStill;
  });
  model.allow.forEach((allow, i) => {
    bindings[`ALLOW${i}`] = rememberedStep(allow).holds;
  });
  model.invariants.forEach(({ premise }, i) => {
    bindings[`PREMISE${i}`] = premise;
  });
  return { bindings: { ...bindings, FRAMES: frames, UNSURE: frames.unsure }, framed };
};
