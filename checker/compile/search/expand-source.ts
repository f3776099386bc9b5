// The text of one action: loops over its arguments around the author's own guard and effect.
import type { Model, ModelAction, Parameter } from "../../model/model.ts";
import type { Framed } from "./framed.ts";
import { differsSource } from "./table-source.ts";

/** A loop over a parameter's values; drawn ones are drawn before any step is taken, since a step edits the state at hand. */
const loopOver = (parameter: Parameter, action: number, i: number, earlier: string): { before: string; open: string } => {
  const loop = `for (let i${i} = 0; i${i} < d${i}.length; i${i}++) { const v${i} = d${i}[i${i}];`;
  switch (parameter.source.kind) {
    case "domain":
      return { before: `const d${i} = DOMAINS[${action}][${i}];`, open: loop };
    case "drawn":
      return { before: `const d${i} = DRAWS[${action}][${i}]();`, open: loop };
    case "from":
      return { before: "", open: `const d${i} = offered(${action}, ${i}, VIEW, { ${earlier} }); ${loop}` };
  }
};

const argumentsSource = (parameters: readonly Parameter[]): string =>
  parameters.map(({ name }, i) => `${JSON.stringify(name)}: v${i}`).join(", ");

const guardSource = (action: ModelAction, firstCondition: number): string =>
  action.conditions
    .map((_, c) => {
      const place = firstCondition + c;
      return `{
        const g = GUARD${action.index}_${c}(SEEN${action.index}, args);
        if (g === false) { F[${place}] = 1; continue; }
        if (g !== true) notBoolean(${action.index}, g);
        E[${place}] = 1;
      }`;
    })
    .join("\n");

/** The condition that a property is asked after a step, if there are any after which it is not. */
export const ifAsked = (bit: number): string => (bit === 0 ? "" : `(asked & ${bit}) !== 0 && `);

/** What is asked of a step, and of a state beyond the bounds; what is asked of new states waits until they are inserted. */
const stepSource = (model: Model, framed: Framed): string => {
  const allow = model.allow
    .map((_, i) => `if (!ALLOW${i}(VIEW_BEFORE, VIEW, step)) { allowCut[${i}]++; stays = false; }`)
    .join(" else ");
  const steps = model.steps
    .map((_, i) => `if (${ifAsked(framed.step[i])}!STEP${i}(VIEW_BEFORE, VIEW, step)) stepViolated(${i});`)
    .join("\n");
  const within = model.within
    .map((_, i) => `if (${ifAsked(framed.within[i])}!WITHIN${i}(VIEW)) { withinCut[${i}]++; stays = false; }`)
    .join(" else ");
  const outside = model.invariants.map((_, i) => `if (!INVARIANT${i}(VIEW)) outsideViolated(${i});`).join("\n");
  const refined = model.refinements.length > 0 ? "outsideRefined();" : "";
  return `
    ${model.allow.length > 0 ? `${allow} if (!stays) { restore(); return; }` : ""}
    taken[$INDEX]++;
    ${steps}
    ${model.within.length > 0 ? `${within} if (!stays) { ${outside} ${refined} restore(); return; }` : ""}`;
};

/** The action as a function `a0`, `a1`, ... of the kernel; the state at hand is the parent, and is so again at its end. */
export const actionSource = (action: ModelAction, firstCondition: number): string => {
  const { index, parameters } = action;
  const loops = parameters.map((parameter, i) => loopOver(parameter, index, i, argumentsSource(parameters.slice(0, i))));
  return `
  function a${index}() {
    ${loops.map(({ before }) => before).join(" ")}
    at = ${index};
    ${parameters.length === 0 ? "do {" : loops.map(({ open }) => open).join("\n")}
      const args = { ${argumentsSource(parameters)} };
      ${guardSource(action, firstCondition)}
      const returned = EFFECT${index}(DRAFT${index}, args);
      if (returned !== undefined) refuseReturned(returned);
      if (LOADED.length !== 0) writeBack();
      done${index}({ name: ${JSON.stringify(action.name)}, args });
    ${parameters.length === 0 ? "} while (false);" : "}".repeat(parameters.length)}
  }`;
};

/** What follows a step that leads to the state at hand: it is counted, asked, staged, and undone. */
export const doneSource = (model: Model, action: ModelAction, words: number, framed: Framed): string => {
  const { index } = action;
  return `
  function done${index}(step, asked = -1) {
    at = ${index};
    asked |= UNSURE[0] | unstill;
    ordinal++;
    ${action.environment ? "" : "live = true;"}
    if (recording) record(${index}, step.args);
    ${model.allow.length + model.within.length > 0 ? "let stays = true;" : ""}
    ${stepSource(model, framed).replace("$INDEX", String(index))}
    if (${differsSource(words)}) { stageCurrent(asked); restore(); }
  }`;
};
