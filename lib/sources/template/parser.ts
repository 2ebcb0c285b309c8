import type { Branch, Node, Pipe, TemplateTree } from './ast.ts';
import { tokenize } from './lexer.ts';
import { unquote } from './literals.ts';
import { ParseContext } from './parse-context.ts';
import { parsePipe } from './pipeline-parser.ts';
import { TemplateProblem } from './template-error.ts';

/** Parses a whole template. `functions` are the names that it may call. Throws TemplateProblem. */
export function parseTemplate(source: string, functions: ReadonlySet<string>): TemplateTree {
  const context = new ParseContext(tokenize(source), functions);
  const { nodes, ended } = parseList(context, 'top');
  if (ended !== 'the end') throw new TemplateProblem(`{{${ended}}} closes nothing`, context.peek().position);
  const unknown = context.calls.find(({ name }) => !context.named.has(name));
  if (unknown !== undefined) throw new TemplateProblem(`${quoted(unknown.name)} is not defined`, unknown.position);
  return { body: nodes, named: context.named };
}

const quoted = (name: string): string => `the template ${JSON.stringify(name)}`;

/** Where a list stands; `define` is allowed at the top alone. */
type Place = 'top' | 'inside';
type Ending = 'end' | 'else' | 'the end';

/** Reads nodes up to `{{end` or `{{else`, whose rest is left to the caller, or to the end of the text. */
function parseList(context: ParseContext, place: Place): { nodes: readonly Node[]; ended: Ending } {
  const nodes: Node[] = [];
  for (;;) {
    const { kind, text } = context.take();
    if (kind === 'end') return { nodes, ended: 'the end' };
    if (kind === 'text') nodes.push({ kind, text });
    else if (context.takeIf('end') !== undefined) return { nodes, ended: 'end' };
    else if (context.takeIf('else') !== undefined) return { nodes, ended: 'else' };
    else nodes.push(...parseAction(context, place));
  }
}

function parseAction(context: ParseContext, place: Place): readonly Node[] {
  const { kind, text, position } = context.skipSpace();
  if (kind !== 'keyword') return [closed(context, { kind: 'action', pipe: parsePipe(context, 'an action') })];
  switch (text) {
    case 'if':
    case 'with':
    case 'range':
      context.take();
      return [parseBranch(context, text)];
    case 'break':
    case 'continue':
      context.take();
      if (context.ranges === 0) throw new TemplateProblem(`${text} stands outside a range`, position);
      return [closed(context, { kind: text })];
    case 'template':
      context.take();
      return [parseCall(context, position)];
    case 'block':
      context.take();
      return [parseBlock(context, position)];
    case 'define':
      if (place === 'inside') throw new TemplateProblem('define must not stand inside another action', position);
      context.take();
      return parseDefine(context);
    default:
      return [closed(context, { kind: 'action', pipe: parsePipe(context, 'an action') })];
  }
}

function closed<T>(context: ParseContext, node: T): T {
  context.expect('}}', 'an action');
  return node;
}

/** `{{if pipe}} list [{{else [if pipe]}} list] {{end}}`, and the same for with and range. */
function parseBranch(context: ParseContext, kind: Branch['kind']): Branch {
  return context.nested(() => {
    const pipe = closed(context, parsePipe(context, kind));
    const { nodes: body, ended } = kind === 'range' ? inRange(context) : parseList(context, 'inside');
    return { kind, pipe, body, otherwise: ended === 'else' ? parseElse(context, kind) : finish(context, ended, kind) };
  });
}

function inRange(context: ParseContext): ReturnType<typeof parseList> {
  context.ranges += 1;
  const list = parseList(context, 'inside');
  context.ranges -= 1;
  return list;
}

/** `else if` and `else with` nest without an end of their own. */
function parseElse(context: ParseContext, kind: Branch['kind']): readonly Node[] {
  if (kind !== 'range' && context.takeIf(kind) !== undefined) return [parseBranch(context, kind)];
  context.expect('}}', 'else');
  const { nodes, ended } = parseList(context, 'inside');
  finish(context, ended, kind);
  return nodes;
}

/** Demands that a list ended with `{{end}}`. */
function finish(context: ParseContext, ended: Ending, kind: string): readonly Node[] {
  if (ended !== 'end')
    throw new TemplateProblem(`${kind} ends with ${ended} instead of {{end}}`, context.peek().position);
  context.expect('}}', 'end');
  return [];
}

function parseName(context: ParseContext, where: string): string {
  const { kind, text, position } = context.skipSpace();
  if (kind !== 'string') context.unexpected(`${where}, where a name in quotes belongs`);
  context.take();
  return unquote(text, position);
}

/** `{{template "name" [pipe]}}`. */
function parseCall(context: ParseContext, position: number): Node {
  const name = parseName(context, 'template');
  context.calls.push({ name, position });
  const pipe = context.skipSpace().kind === 'close' ? undefined : parsePipe(context, 'template');
  return closed(context, { kind: 'template', name, position, pipe });
}

/** `{{block "name" pipe}} list {{end}}` defines a template and calls it on the spot. */
function parseBlock(context: ParseContext, position: number): Node {
  const name = parseName(context, 'block');
  const pipe: Pipe = closed(context, parsePipe(context, 'block'));
  defineBody(context, name, 'block');
  return { kind: 'template', name, position, pipe };
}

function parseDefine(context: ParseContext): readonly Node[] {
  const name = closed(context, parseName(context, 'define'));
  defineBody(context, name, 'define');
  return [];
}

/** A named body sees none of the variables around it. */
function defineBody(context: ParseContext, name: string, kind: string): void {
  const { position } = context.peek();
  if (context.named.has(name)) throw new TemplateProblem(`${quoted(name)} is defined twice`, position);
  context.nested(() => {
    const { ranges } = context;
    context.variables = ['$'];
    context.ranges = 0;
    const { nodes, ended } = parseList(context, 'inside');
    finish(context, ended, kind);
    context.named.set(name, nodes);
    context.ranges = ranges;
  });
}
