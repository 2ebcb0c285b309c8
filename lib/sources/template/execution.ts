import type { Node, Pipe, TemplateTree } from './ast.ts';
import { joinChecked } from './format.ts';
import { TemplateProblem, templateLimits } from './template-error.ts';
import { sizeOf, type Value } from './value.ts';

/** A variable is shared by the scopes that see it, so that an assignment reaches outwards. */
export interface Variable {
  readonly name: string;
  value: Value;
}

/** Where evaluation stands: the value of `.`, the variables in scope (innermost last), the depth of template calls. */
export interface Frame {
  readonly dot: Value;
  readonly variables: Variable[];
  readonly depth: number;
}

/** One evaluation: what it has written and how many steps it has left. */
export class Execution {
  readonly #named: TemplateTree['named'];
  readonly source: string;
  #output = '';
  #steps = 0;

  constructor({ named }: TemplateTree, source: string) {
    this.#named = named;
    this.source = source;
  }

  get output(): string {
    return this.#output;
  }

  write(text: string): void {
    this.#output = joinChecked(this.#output, text);
  }

  /** Counts work: a step, and one more for each 64 characters or elements touched. Throws TemplateProblem at the bound. */
  step(...values: readonly Value[]): void {
    this.#steps += 1;
    for (const value of values) this.#steps += sizeOf(value) / 64;
    if (this.#steps > templateLimits.steps)
      throw new TemplateProblem(`it takes more than ${templateLimits.steps} steps`);
  }

  /** The parser has seen to it that every called template exists. */
  body(name: string): readonly Node[] {
    return this.#named.get(name) ?? [];
  }

  /** Declares or assigns the variables of a pipe. */
  bind({ variables }: Frame, { variables: names, mode }: Pipe, values: readonly Value[]): void {
    for (const [at, name] of names.entries()) {
      const known = mode === 'assign' ? variables.findLast((variable) => variable.name === name) : undefined;
      if (known === undefined) variables.push({ name, value: values[at] });
      else known.value = values[at];
    }
  }
}
