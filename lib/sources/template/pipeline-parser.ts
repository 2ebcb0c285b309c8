import type { Command, Operand, Pipe } from './ast.ts';
import type { Token } from './lexer.ts';
import { characterValue, numberValue, unquote } from './literals.ts';
import type { ParseContext } from './parse-context.ts';
import { TemplateProblem } from './template-error.ts';

/** `[$x :=] command { | command }` up to its closing `}}` or `)`, which is left in place. `where` names the action. */
export function parsePipe(context: ParseContext, where: string): Pipe {
  const { position } = context.skipSpace();
  const { variables, mode } = parseVariables(context, where);
  const commands = [parseCommand(context, where)];
  while (context.takeIf('|') !== undefined) commands.push(parseCommand(context, where));
  const deaf = commands
    .slice(1)
    .find(({ head }) => head.kind === 'literal' || head.kind === 'nil' || head.kind === 'dot');
  if (deaf !== undefined) throw new TemplateProblem('a value takes nothing from a pipe', deaf.head.position);
  return { position, variables, mode, commands };
}

/** `$x :=`, `$x =`, and in a range `$i, $x :=`. A variable that does neither belongs to the command. */
function parseVariables(context: ParseContext, where: string): Pick<Pipe, 'variables' | 'mode'> {
  const words = context.ahead(4);
  const names = assignedNames(words, where === 'range');
  const sign = words[names.length * 2 - 1]?.text;
  for (const _ of names.flatMap((name) => [name, sign])) takeWord(context);
  const variables = names.map(({ text }) => text);
  if (sign === ':=') context.variables = [...context.variables, ...variables];
  else for (const name of names) checkVariable(context, name);
  return { variables, mode: sign === '=' ? 'assign' : 'declare' };
}

function assignedNames([first, second, third, fourth]: readonly Token[], inRange: boolean): readonly Token[] {
  const assigns = (token: Token | undefined) => token?.text === ':=' || token?.text === '=';
  if (first?.kind !== 'variable') return [];
  if (assigns(second)) return [first];
  const pair = inRange && second?.text === ',' && third?.kind === 'variable' && assigns(fourth);
  return pair ? [first, third] : [];
}

function takeWord(context: ParseContext): Token {
  context.skipSpace();
  return context.take();
}

function checkVariable(context: ParseContext, { text, position }: Token): void {
  if (!context.variables.includes(text)) throw new TemplateProblem(`the variable ${text} is not defined`, position);
}

/** Operands separated by white space. */
function parseCommand(context: ParseContext, where: string): Command {
  context.skipSpace();
  const head = parseOperand(context) ?? context.unexpected(where);
  const args: Operand[] = [];
  while (context.peek().kind === 'space') {
    context.skipSpace();
    const operand = parseOperand(context);
    if (operand === undefined) break;
    args.push(operand);
  }
  checkCommandEnd(context, where);
  return { head, args };
}

function checkCommandEnd(context: ParseContext, where: string): void {
  const { kind, text } = context.skipSpace();
  if (kind !== 'close' && text !== '|' && text !== ')') context.unexpected(where);
}

/** A term and the fields that follow it without a space; undefined where none begins. */
function parseOperand(context: ParseContext): Operand | undefined {
  const base = parseTerm(context);
  if (base === undefined || context.peek().kind !== 'field') return base;
  if (base.kind === 'literal' || base.kind === 'nil' || base.kind === 'dot') context.unexpected('a value');
  return { kind: 'chain', base, fields: takeFields(context), position: base.position };
}

function takeFields(context: ParseContext): readonly string[] {
  const fields: string[] = [];
  while (context.peek().kind === 'field') fields.push(context.take().text.slice(1));
  return fields;
}

function parseTerm(context: ParseContext): Operand | undefined {
  const { kind, text, position } = context.peek();
  switch (kind) {
    case 'dot':
      context.take();
      return { kind: 'dot', position };
    case 'field':
      return { kind: 'chain', base: { kind: 'dot', position }, fields: takeFields(context), position };
    case 'variable':
      checkVariable(context, context.take());
      return { kind: 'variable', name: text, position };
    case 'identifier':
      return parseFunction(context);
    case 'mark':
      return text === '(' ? parseParentheses(context) : undefined;
    default:
      return parseLiteral(context);
  }
}

function parseFunction(context: ParseContext): Operand {
  const { text: name, position } = context.take();
  if (!context.functions.has(name)) throw new TemplateProblem(`there is no function ${name}`, position);
  return { kind: 'function', name, position };
}

function parseParentheses(context: ParseContext): Operand {
  const { position } = context.take();
  const pipe = context.nested(() => parsePipe(context, 'a pair of parentheses'));
  context.expect(')', 'a pair of parentheses');
  return { kind: 'pipe', pipe, position };
}

function parseLiteral(context: ParseContext): Operand | undefined {
  const { kind, text, position } = context.peek();
  const literal = (value: string | bigint | number | boolean): Operand => {
    context.take();
    return { kind: 'literal', value, position };
  };
  if (kind === 'string') return literal(unquote(text, position));
  if (kind === 'character') return literal(characterValue(text, position));
  if (kind === 'number') return literal(numberValue(text, position));
  if (kind !== 'keyword' || !['true', 'false', 'nil'].includes(text)) return undefined;
  if (text !== 'nil') return literal(text === 'true');
  context.take();
  return { kind: 'nil', position };
}
