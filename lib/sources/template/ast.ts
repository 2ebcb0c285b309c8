import type { Value } from './value.ts';

/** What may stand in a command: `.`, `nil`, a literal, `$x`, a function, `.A.B`, `(pipeline)`. */
export type Operand = { readonly position: number } & (
  | { readonly kind: 'dot' | 'nil' }
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'chain'; readonly base: Operand; readonly fields: readonly string[] }
  | { readonly kind: 'pipe'; readonly pipe: Pipe }
);

/** An operand with its arguments: `printf "%s" .Name`. */
export interface Command {
  readonly head: Operand;
  readonly args: readonly Operand[];
}

/** `$x := command | command`. */
export interface Pipe {
  readonly position: number;
  readonly variables: readonly string[];
  readonly mode: 'declare' | 'assign';
  readonly commands: readonly Command[];
}

/** `if`, `with` and `range` have one shape. */
export interface Branch {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: Pipe;
  readonly body: readonly Node[];
  readonly otherwise: readonly Node[];
}

/** The parts of a template. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipe: Pipe }
  | Branch
  | { readonly kind: 'break' | 'continue' }
  | { readonly kind: 'template'; readonly name: string; readonly position: number; readonly pipe: Pipe | undefined };

/** A parsed text: its main body and what `define` and `block` named. */
export interface TemplateTree {
  readonly body: readonly Node[];
  readonly named: ReadonlyMap<string, readonly Node[]>;
}
