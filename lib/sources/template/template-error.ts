/** What is wrong inside a template, without knowing which flag it came from. `position` counts characters from 0. */
export class TemplateProblem extends Error {
  override readonly name = 'TemplateProblem';
  readonly position: number | undefined;

  constructor(problem: string, position?: number) {
    super(problem);
    this.position = position;
  }
}

/** A template that cannot be parsed, or that fails on an object. The message names flag, text, position and problem. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  /** With its dashes: `--fqdn-template`. */
  readonly flag: string;
  readonly text: string;
  /** Characters from the start of the text, from 1; undefined when no single place is to blame. */
  readonly position: number | undefined;
  readonly problem: string;

  constructor(flag: string, text: string, problem: TemplateProblem, subject?: string) {
    const position = problem.position === undefined ? undefined : problem.position + 1;
    const place = position === undefined ? '' : `, character ${position}`;
    const on = subject === undefined ? '' : ` on ${subject}`;
    super(`The template ${JSON.stringify(text)} of ${flag} failed${on}${place}: ${problem.message}`, {
      cause: problem,
    });
    this.flag = flag;
    this.text = text;
    this.position = position;
    this.problem = problem.message;
  }
}

/** Bounds that keep a template from taking the run with it: characters of text and output, nesting, evaluation steps. */
export const templateLimits = { characters: 65_536, depth: 100, steps: 100_000 } as const;

/** Refuses text longer than the bound on output. `length` in characters. */
export function checkLength(length: number): void {
  if (length <= templateLimits.characters) return;
  throw new TemplateProblem(`the text grows beyond ${templateLimits.characters} characters`);
}
