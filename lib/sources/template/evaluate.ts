import type { Branch, Node, TemplateTree } from './ast.ts';
import { evaluatePipe } from './evaluate-pipe.ts';
import { Execution, type Frame } from './execution.ts';
import { formatValue } from './format.ts';
import { TemplateProblem, templateLimits } from './template-error.ts';
import { entryOf, isTrue, type Mapping, sortedKeys, type Value, wrap } from './value.ts';

/** Runs a template on data; returns its output. `source` is what `isSource` compares with. Throws TemplateProblem. */
export function evaluateTemplate(tree: TemplateTree, data: Value, source: string): string {
  const execution = new Execution(tree, source);
  runList(execution, { dot: data, variables: [{ name: '$', value: data }], depth: 0 }, tree.body);
  return execution.output;
}

/** How a list of nodes ended: by itself, or by a word that the enclosing range has to act on. */
type Completion = 'done' | 'break' | 'continue';

function runList(execution: Execution, frame: Frame, nodes: readonly Node[]): Completion {
  for (const node of nodes) {
    execution.step();
    const completion = runNode(execution, frame, node);
    if (completion !== 'done') return completion;
  }
  return 'done';
}

function runNode(execution: Execution, frame: Frame, node: Node): Completion {
  switch (node.kind) {
    case 'text':
      execution.write(node.text);
      return 'done';
    case 'action':
      return runAction(execution, frame, node);
    case 'if':
    case 'with':
      return runCondition(execution, frame, node);
    case 'range':
      return runRange(execution, frame, node);
    case 'template':
      return runCall(execution, frame, node);
    case 'break':
    case 'continue':
      return node.kind;
  }
}

/** An action that sets a variable prints nothing. Nil at the top is printed as a missing value. */
function runAction(execution: Execution, frame: Frame, { pipe }: Extract<Node, { kind: 'action' }>): Completion {
  const value = evaluatePipe(execution, frame, pipe);
  if (pipe.variables.length === 0) execution.write(formatValue(value ?? undefined));
  return 'done';
}

/** What a body declares ends with it; the variables of the frame stay shared for assignments. */
const inner = (frame: Frame): Frame => ({ ...frame, variables: [...frame.variables] });

function runCondition(execution: Execution, frame: Frame, { kind, pipe, body, otherwise }: Branch): Completion {
  const scope = inner(frame);
  const value = evaluatePipe(execution, scope, pipe);
  if (!isTrue(value)) return runList(execution, scope, otherwise);
  return runList(execution, kind === 'with' ? { ...scope, dot: value } : scope, body);
}

function runRange(execution: Execution, frame: Frame, { pipe, body, otherwise }: Branch): Completion {
  const scope = inner(frame);
  const items = itemsOf(evaluatePipe(execution, scope, { ...pipe, variables: [] }), pipe.variables.length);
  let ran = false;
  for (const [key, value] of items) {
    execution.step();
    ran = true;
    const turn = inner(scope);
    execution.bind(turn, pipe, pipe.variables.length === 2 ? [key, value] : [value]);
    if (runList(execution, { ...turn, dot: value }, body) === 'break') break;
  }
  return ran ? 'done' : runList(execution, scope, otherwise);
}

/** What a range walks: a list by index, a map in key order, the whole numbers below a number. Lazy, for it may be long. */
function itemsOf(value: Value, variables: number): Iterable<readonly [Value, Value]> {
  if (value === undefined || value === null) return [];
  if (typeof value === 'bigint' && variables < 2) return countTo(value);
  if (typeof value === 'object') {
    if (value.kind === 'zero') return [];
    if (value.kind === 'list') return value.items.map((item, at) => [BigInt(at), wrap(item, value.view)] as const);
    if (value.kind === 'map' || value.view === 'generic') return entriesOf(value);
  }
  throw new TemplateProblem(`range cannot walk ${formatValue(value).slice(0, 60)}`);
}

function* countTo(end: bigint): Iterable<readonly [Value, Value]> {
  for (let number = 0n; number < end; number += 1n) yield [number, number];
}

const entriesOf = (mapping: Mapping): Iterable<readonly [Value, Value]> =>
  sortedKeys(mapping).map((key) => [key, entryOf(mapping, key)] as const);

/** A named template sees its argument and none of the variables around the call. */
function runCall(execution: Execution, frame: Frame, node: Extract<Node, { kind: 'template' }>): Completion {
  const dot = node.pipe === undefined ? undefined : evaluatePipe(execution, frame, node.pipe);
  if (frame.depth >= templateLimits.depth) {
    throw new TemplateProblem(`the template ${JSON.stringify(node.name)} calls itself too deeply`, node.position);
  }
  const variables = [{ name: '$', value: dot }];
  runList(execution, { dot, variables, depth: frame.depth + 1 }, execution.body(node.name));
  return 'done';
}
