import { decodeName } from './names.ts';
import type { Transaction } from './transaction.ts';

/** A complaint of a refused batch, and the names that it mentions. */
interface Complaint {
  readonly text: string;
  readonly names: ReadonlySet<string>;
}

/** Error codes that speak of the content of a batch: the other records of the batch are not to blame. */
const contentCodes: ReadonlySet<string> = new Set(['InvalidChangeBatch', 'InvalidInput', 'NoSuchHealthCheck']);

export const isAboutContent = (error: unknown): boolean => contentCodes.has(codeOf(error));

export const codeOf = (error: unknown): string => (error instanceof Error ? error.name : 'UnknownError');

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The beginnings of the complaints that Route 53 joins into one bracketed text, whose parts contain commas too. */
const beginning =
  /(?:^|,\s+)(?=(?:Tried to|RRSet|Invalid|FATAL|The request|The resource|RDATA|Number of|Cannot|Duplicate))/;

/** Names as the various complaints write them. */
const nameShapes = [
  /name\s*=\s*'([^']+)'/gi,
  /DNS name\s+'?([^\s',]+)'?/gi,
  /\bName=([^\s,\]]+)/g,
  /resource record set '\S+ ([^']+)'/gi,
  /alias that targets\s+([^\s,]+)/gi,
];

/** The transactions that a refused batch's error names, each with the complaint about it. */
export function namedTransactions(error: unknown, batch: readonly Transaction[]): ReadonlyMap<Transaction, string> {
  const complaints = complaintsOf(error);
  return new Map(
    batch.flatMap((transaction) => {
      const names = namesOf(transaction);
      const complaint = complaints.find((each) => names.some((name) => each.names.has(name)));
      return complaint === undefined ? [] : [[transaction, complaint.text] as const];
    }),
  );
}

function complaintsOf(error: unknown): readonly Complaint[] {
  const messages = error instanceof Error && 'messages' in error && Array.isArray(error.messages) ? error.messages : [];
  const texts = messages.length > 0 ? messages.map(String) : [textOf(error)];
  return texts
    .flatMap((text) => text.replace(/^\[|\]$/g, '').split(beginning))
    .filter((text) => text !== '')
    .map((text) => ({ text, names: namesIn(text) }));
}

const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    nameShapes.flatMap((shape) => [...text.matchAll(shape)].map(([, name = '']) => decodeName(name).toLowerCase())),
  );

/** A complaint may speak of the record, of its ownership row, or of the target of its alias. */
const namesOf = ({ operations }: Transaction): readonly string[] =>
  operations.flatMap(({ ResourceRecordSet: set }) =>
    [set?.Name, set?.AliasTarget?.DNSName].flatMap((name) =>
      name === undefined ? [] : [decodeName(name).toLowerCase()],
    ),
  );
