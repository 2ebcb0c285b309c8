import type { FlagTable } from './flag.ts';

/** Options of the command line alone: they choose how to answer, not what a run does. */
export const commandLineFlags = {
  output: {
    kind: 'enum',
    values: ['text', 'json'],
    default: 'text',
    ours: true,
    summary: 'How to print the result; `json` is one document on stdout.',
  },
  help: { kind: 'boolean', default: false, summary: 'List the flags.' },
} as const satisfies FlagTable;
