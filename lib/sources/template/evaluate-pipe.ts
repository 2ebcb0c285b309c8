import type { Command, Operand, Pipe } from './ast.ts';
import { builtinFunctions } from './builtin-functions.ts';
import { fieldOf } from './data.ts';
import { dnsFunctions } from './dns-functions.ts';
import type { Execution, Frame } from './execution.ts';
import { callFunction, type TemplateFunction } from './functions.ts';
import { TemplateProblem } from './template-error.ts';
import { isTrue, type Value } from './value.ts';

const functions: ReadonlyMap<string, TemplateFunction> = new Map(
  Object.entries({ ...builtinFunctions, ...dnsFunctions }),
);

/** Every function that a template may call. */
export const functionNames: ReadonlySet<string> = new Set(functions.keys());

/** The value of a pipe: each command takes the value before it as its last argument. Sets the pipe's variables. */
export function evaluatePipe(execution: Execution, frame: Frame, pipe: Pipe): Value {
  let piped: readonly Value[] = [];
  for (const command of pipe.commands) piped = [evaluateCommand(execution, frame, command, piped)];
  const [value] = piped;
  execution.bind(frame, pipe, [value]);
  return value;
}

function evaluateCommand(execution: Execution, frame: Frame, { head, args }: Command, piped: readonly Value[]): Value {
  if (head.kind === 'function') return evaluateCall(execution, frame, head, args, piped);
  if (args.length + piped.length > 0) throw new TemplateProblem('only a function takes arguments', head.position);
  if (head.kind === 'nil') throw new TemplateProblem('nil is not a command', head.position);
  return evaluateOperand(execution, frame, head);
}

function evaluateOperand(execution: Execution, frame: Frame, operand: Operand): Value {
  execution.step();
  switch (operand.kind) {
    case 'dot':
      return frame.dot;
    case 'nil':
      return null;
    case 'literal':
      return operand.value;
    case 'variable':
      return variable(frame, operand.name, operand.position);
    case 'function':
      return evaluateCall(execution, frame, operand, [], []);
    case 'pipe':
      return evaluatePipe(execution, frame, operand.pipe);
    case 'chain': {
      const base = evaluateOperand(execution, frame, operand.base);
      return located(operand, () => operand.fields.reduce(fieldOf, base));
    }
  }
}

function variable({ variables }: Frame, name: string, position: number): Value {
  const found = variables.findLast((known) => known.name === name);
  if (found === undefined) throw new TemplateProblem(`the variable ${name} has no value yet`, position);
  return found.value;
}

function evaluateCall(
  execution: Execution,
  frame: Frame,
  operand: Extract<Operand, { kind: 'function' }>,
  args: readonly Operand[],
  piped: readonly Value[],
): Value {
  const called = functions.get(operand.name);
  if (called === undefined) throw new TemplateProblem(`there is no function ${operand.name}`, operand.position);
  // A function sees nil where a key is missing, as in Go.
  const values = [...evaluateArguments(execution, frame, operand.name, args), ...piped].map((value) => value ?? null);
  const result = located(operand, () => callFunction(operand.name, called, values, execution));
  execution.step(...values, result);
  return result;
}

/** `and` stops at the first argument that is false, `or` at the first that is true, as in Go. */
function evaluateArguments(
  execution: Execution,
  frame: Frame,
  name: string,
  args: readonly Operand[],
): readonly Value[] {
  const values: Value[] = [];
  for (const arg of args) {
    const value = evaluateOperand(execution, frame, arg);
    values.push(value);
    if ((name === 'and' && !isTrue(value)) || (name === 'or' && isTrue(value))) break;
  }
  return values;
}

/** Adds the place to a problem that does not know it. */
function located<T>({ position }: Operand, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof TemplateProblem) || error.position !== undefined) throw error;
    throw new TemplateProblem(error.message, position);
  }
}
