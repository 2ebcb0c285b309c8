import type { Node } from './ast.ts';
import type { Token } from './lexer.ts';
import { TemplateProblem, templateLimits } from './template-error.ts';

/** What the parser carries along: the tokens and how far it is, the variables in scope, the named templates. */
export class ParseContext {
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #next = 0;
  #depth = 0;
  readonly functions: ReadonlySet<string>;
  readonly named = new Map<string, readonly Node[]>();
  /** Every `{{template "name"}}` seen so far, with its place. */
  readonly calls: { readonly name: string; readonly position: number }[] = [];
  /** Names in scope, innermost last; `$` is the data. */
  variables: readonly string[] = ['$'];
  /** How many `range` bodies enclose the place. */
  ranges = 0;

  constructor(tokens: readonly Token[], functions: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#end = tokens.at(-1) ?? { kind: 'end', text: '', position: 0 };
    this.functions = functions;
  }

  peek(): Token {
    return this.#tokens[this.#next] ?? this.#end;
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  skipSpace(): Token {
    while (this.peek().kind === 'space') this.#next += 1;
    return this.peek();
  }

  /** The next `count` tokens that are not white space, left in place. */
  ahead(count: number): readonly Token[] {
    const words: Token[] = [];
    for (let at = this.#next; words.length < count && at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at];
      if (token !== undefined && token.kind !== 'space') words.push(token);
    }
    return words;
  }

  /** Takes the next token if it reads so, white space before it included. */
  takeIf(text: string): Token | undefined {
    const { kind, text: found } = this.skipSpace();
    return found === text && kind !== 'text' && kind !== 'string' ? this.take() : undefined;
  }

  expect(text: string, where: string): Token {
    return this.takeIf(text) ?? this.unexpected(where);
  }

  /** Reads something nested; what it declares is forgotten afterwards. Throws when nesting is too deep. */
  nested<T>(read: () => T): T {
    if (this.#depth >= templateLimits.depth) throw new TemplateProblem('it is nested too deeply', this.peek().position);
    const { variables } = this;
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    this.variables = variables;
    return result;
  }

  unexpected(where: string): never {
    const { kind, text, position } = this.peek();
    const found = kind === 'end' ? 'the end of the template' : JSON.stringify(text.slice(0, 40));
    throw new TemplateProblem(`${found} is not expected in ${where}`, position);
  }
}
