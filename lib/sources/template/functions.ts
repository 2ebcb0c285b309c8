import { TemplateProblem } from './template-error.ts';
import { describeValue, type Value } from './value.ts';

/** What a function may know besides its arguments: the name of the source that evaluates, such as `service`. */
export interface CallScope {
  readonly source: string;
}

/** A function of the template language. `call` throws TemplateProblem for arguments of the wrong type. */
export interface TemplateFunction {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  call(args: readonly Value[], scope: CallScope): Value;
}

/** A function on as many strings as `call` has parameters. */
export const textFunction = (call: (...texts: readonly string[]) => Value, count: number): TemplateFunction => ({
  arity: [count, count],
  call: (args) => call(...args.map(textArgument)),
});

/** The argument as a string, which it must be; an absent field counts as the empty one. */
export function textArgument(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value?.kind === 'zero') return '';
  throw new TemplateProblem(`a string is needed, not ${describeValue(value)}`);
}

/** Calls a function, after counting its arguments; every problem names the function. */
export function callFunction(
  name: string,
  { arity, call }: TemplateFunction,
  args: readonly Value[],
  scope: CallScope,
): Value {
  const [least, most] = arity;
  if (args.length < least || args.length > most) {
    const wanted = most === least ? `${least}` : `at least ${least}`;
    throw new TemplateProblem(`${name} takes ${wanted} argument(s), not ${args.length}`);
  }
  try {
    return call(args, scope);
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error;
    throw new TemplateProblem(`${name}: ${error.message}`);
  }
}
