import { actionToken } from './action-tokens.ts';
import { TemplateProblem, templateLimits } from './template-error.ts';

/** A piece of a template. `position` is its first character; `text` is as written. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly position: number;
}

/** `field` is `.Name`, `variable` is `$x`, `keyword` a word of the template language, `mark` one of `( ) | , = :=`. */
export type TokenKind =
  | 'text'
  | 'open'
  | 'close'
  | 'space'
  | 'field'
  | 'variable'
  | 'identifier'
  | 'keyword'
  | 'string'
  | 'character'
  | 'number'
  | 'dot'
  | 'mark'
  | 'end';

/**
 * Splits a template into tokens, as Go's text/template does: `{{` and `}}` enclose actions, `{{- ` and ` -}}` eat the
 * white space beside them, a comment is an action of its own. Throws TemplateProblem.
 */
export function tokenize(source: string): readonly Token[] {
  if (source.length > templateLimits.characters) {
    throw new TemplateProblem(`it is longer than ${templateLimits.characters} characters`);
  }
  const tokens: Token[] = [];
  let position = 0;
  while (position < source.length) position = readTextAndAction(source, position, tokens);
  tokens.push({ kind: 'end', text: '', position: source.length });
  return tokens;
}

const isSpace = (character: string | undefined): boolean => character !== undefined && ' \t\r\n'.includes(character);

function skipSpace(source: string, start: number): number {
  let position = start;
  while (position < source.length && isSpace(source[position])) position += 1;
  return position;
}

function skipSpaceBackwards(source: string, start: number, end: number): number {
  let position = end;
  while (position > start && isSpace(source[position - 1])) position -= 1;
  return position;
}

/** Reads the text up to the next action and that action; returns where to go on. */
function readTextAndAction(source: string, start: number, tokens: Token[]): number {
  const found = source.indexOf('{{', start);
  const open = found < 0 ? source.length : found;
  const trims = source[open + 2] === '-' && isSpace(source[open + 3]);
  const end = trims ? skipSpaceBackwards(source, start, open) : open;
  if (end > start) tokens.push({ kind: 'text', text: source.slice(start, end), position: start });
  if (found < 0) return source.length;
  const inside = trims ? open + 4 : open + 2;
  return source.startsWith('/*', inside) ? readComment(source, open, inside) : readAction(source, open, inside, tokens);
}

/** A comment fills its whole action; trim markers may stand around it. */
function readComment(source: string, open: number, start: number): number {
  const close = source.indexOf('*/', start + 2);
  if (close < 0) throw new TemplateProblem('the comment is not closed by */', open);
  const right = rightDelimiter(source, close + 2);
  if (right === undefined) throw new TemplateProblem('a comment must fill its whole action', open);
  return right;
}

/** Where the text after `}}` or ` -}}` begins, if one of them stands at `position`. */
function rightDelimiter(source: string, position: number): number | undefined {
  if (source.startsWith('}}', position)) return position + 2;
  const trims = isSpace(source[position]) && source.startsWith('-}}', position + 1);
  return trims ? skipSpace(source, position + 4) : undefined;
}

function readAction(source: string, open: number, start: number, tokens: Token[]): number {
  tokens.push({ kind: 'open', text: '{{', position: open });
  let position = start;
  for (;;) {
    const after = rightDelimiter(source, position);
    if (after !== undefined) {
      tokens.push({ kind: 'close', text: '}}', position });
      return after;
    }
    if (position >= source.length) throw new TemplateProblem('the action is not closed by }}', open);
    const token = actionToken(source, position);
    tokens.push(token);
    position += token.text.length;
  }
}
