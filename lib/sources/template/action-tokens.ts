import type { Token, TokenKind } from './lexer.ts';
import { TemplateProblem } from './template-error.ts';

const keywords: ReadonlySet<string> = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'nil',
  'template',
  'with',
  'true',
  'false',
]);

/** Tried in this order: a number may begin with a dot or a sign, so it stands before fields and marks. */
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  // One at a time, so that a trim marker after the last one is seen.
  ['space', /[ \t\r\n]/y],
  ['string', /"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`/y],
  ['character', /'(?:[^'\\\n]|\\[^\n])+'/y],
  ['number', /[+-]?(?:\d|\.\d)(?:[eEpP][+-]\d|[\w.])*/y],
  ['variable', /\$[\p{L}\p{Nd}_]*/uy],
  ['field', /\.[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ['dot', /\./y],
  ['identifier', /[\p{L}_][\p{L}\p{Nd}_]*/uy],
  ['mark', /:=|[=|(),]/y],
];

/** Words must be followed by one of these, or by the end of the action. */
const terminator = /[ \t\r\n.,|:()=]|\}\}/y;
const words: ReadonlySet<TokenKind> = new Set(['variable', 'field', 'identifier']);

/** The token at `position` inside an action. Throws TemplateProblem on a character that begins none. */
export function actionToken(source: string, position: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = position;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) return checkWord(source, { kind, text, position });
  }
  const character = String.fromCodePoint(source.codePointAt(position) ?? 0);
  const problem = '"\'`'.includes(character) ? 'the literal is not closed' : 'the character is not expected';
  throw new TemplateProblem(`${problem}: ${character}`, position);
}

function checkWord(source: string, token: Token): Token {
  if (!words.has(token.kind)) return token;
  const end = token.position + token.text.length;
  terminator.lastIndex = end;
  if (end < source.length && !terminator.test(source)) {
    throw new TemplateProblem(`the character after ${token.text} is not expected: ${source.slice(end, end + 1)}`, end);
  }
  return keywords.has(token.text) ? { ...token, kind: 'keyword' } : token;
}
