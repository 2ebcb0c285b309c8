import { Route53ServiceException } from '@aws-sdk/client-route-53';
import type { ErrorDetails } from '../../endpoint/cause.ts';
import { decodeName } from './names.ts';
import type { Transaction } from './transaction.ts';

/** Error codes that speak of the content of a batch: the other records of the batch are not to blame. */
const contentCodes: ReadonlySet<string> = new Set(['InvalidChangeBatch', 'InvalidInput', 'NoSuchHealthCheck']);

/** Whether a batch was refused for what it holds, so that a smaller one may go through. */
export const isAboutContent = (error: unknown): boolean => contentCodes.has(codeOf(error));

/** A zone at its quota refuses every batch that adds to it; looking for one record to blame would find them all. */
export const isZoneFull = (error: unknown): boolean => /limit on number of RRSets/i.test(textOf(error));

/** Route 53's own code, such as `AccessDenied`; the system's, such as `ECONNREFUSED`, where no answer came. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UnknownError';
  const isAnswer = error instanceof Route53ServiceException;
  return !isAnswer && 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** The code, and the id of the request where Route 53 answered. */
export function detailsOf(error: unknown): ErrorDetails {
  const requestId = error instanceof Route53ServiceException ? error.$metadata?.requestId : undefined;
  return { code: codeOf(error), ...(requestId !== undefined && { requestId }) };
}

/**
 * Whether Route 53 said no. A fault of its own, no answer at all, or an attempt before that may have had either, leaves
 * open whether a change was made.
 */
export const isRefusal = (error: unknown): boolean => saysNo(error) && !wasSentAgain(error);

const saysNo = (error: unknown): error is Route53ServiceException =>
  error instanceof Route53ServiceException && error.$fault === 'client';

/** Errors of calls whose attempts were all refused, as by throttling. */
const refusedThroughout = new WeakSet<Error>();

/** Follows a call: is given the error of each attempt, of which the SDK tells the last one alone. */
export function followAttempts(): (error: unknown) => void {
  let allRefused = true;
  return (error) => {
    allRefused &&= saysNo(error);
    if (allRefused && saysNo(error)) refusedThroughout.add(error);
  };
}

/** Whether the SDK made another attempt before, whose answer may have been lost. */
export const wasSentAgain = (error: unknown): boolean =>
  error instanceof Route53ServiceException && (error.$metadata?.attempts ?? 1) > 1 && !refusedThroughout.has(error);

/** What the service or the system said, in one line. */
export const textOf = (error: unknown): string => textsOf(error).join(', ');

/** The code and the text, as one clause. */
export const problemText = (error: unknown): string => `${codeOf(error)}: ${textOf(error)}`;

/** What went wrong with a call, as a clause that starts with Route 53. */
export const failureText = (error: unknown, text: string): string =>
  error instanceof Route53ServiceException
    ? `Route 53 answered ${codeOf(error)}: ${text}`
    : `Route 53 could not be asked (${codeOf(error)}): ${text}`;

/** The SDK gives a list of messages or one bracketed text, as the service answered. */
function textsOf(error: unknown): readonly string[] {
  if (error instanceof AggregateError && error.message === '') return error.errors.flatMap(textsOf).slice(0, 1);
  if (!(error instanceof Error)) return [String(error)];
  const messages = 'messages' in error && Array.isArray(error.messages) ? error.messages.map(String) : [];
  return (messages.length > 0 ? messages : [error.message]).map((text) => text.replace(/^\[(.*)\]$/s, '$1'));
}

/** A complaint of a refused batch, and whom it speaks of. */
interface Complaint {
  readonly text: string;
  readonly records: readonly Mention[];
  readonly aliasTargets: readonly Mention[];
}

interface Mention {
  readonly name: string;
  /** Absent where the complaint gives the name alone. */
  readonly type: string | undefined;
}

/** The beginnings of the complaints that Route 53 joins into one text, whose parts contain commas too. */
const beginning =
  /(?:^|,\s+)(?=(?:Tried to|RRSet|Invalid|FATAL|The request|The resource|RDATA|Number of|Cannot|Duplicate))/;

/**
 * Values that a complaint repeats stand between these: whoever wrote them must not be able to name other people's
 * records in them. Looked for without a regular expression, which would take time by the square.
 */
const echoes = [
  { before: "Value '", after: "' at '" },
  { before: "encountered with '", after: "'" },
] as const;

const withoutEchoes = (text: string): string =>
  echoes.reduce((rest, { before, after }) => {
    const start = rest.indexOf(before) + before.length;
    const end = rest.lastIndexOf(after);
    return start < before.length || end < start ? rest : rest.slice(0, start) + rest.slice(end);
  }, text);

/** How the various complaints write a record's name and type. */
const recordShapes = [
  /name\s*=\s*'(?<name>[^']+)'(?:,\s*type\s*=\s*'(?<type>\w+)')?/g,
  /of type\s+(?<type>\w+) with DNS name\s+'?(?<name>[^\s',]+)/g,
  /RRSet with DNS name\s+'?(?<name>[^\s',]+)'?(?:(?:,| and) type (?<type>\w+))?/g,
  /\bName=(?<name>[^\s,\]]{1,1100}), Type=(?<type>\w+)/g,
  /resource record set '(?<type>\S+) (?<name>[^']+)'/g,
];

const aliasShapes = [/alias that targets\s+(?<name>[^\s,]+), type (?<type>\w+)/g];

/** The transactions that a refused batch's error names, each with the complaint about it. */
export function namedTransactions(error: unknown, batch: readonly Transaction[]): ReadonlyMap<Transaction, string> {
  const complaints = complaintsOf(error);
  return new Map(
    batch.flatMap((transaction) => {
      const complaint = complaints.find((each) => isAbout(each, transaction));
      return complaint === undefined ? [] : [[transaction, complaint.text] as const];
    }),
  );
}

const complaintsOf = (error: unknown): readonly Complaint[] =>
  textsOf(error)
    .flatMap((text) => withoutEchoes(text).split(beginning))
    .map((text) => ({
      text,
      records: mentions(text, recordShapes),
      aliasTargets: mentions(text, aliasShapes),
    }));

const mentions = (text: string, shapes: readonly RegExp[]): readonly Mention[] =>
  shapes.flatMap((shape) =>
    [...text.matchAll(shape)].map(({ groups }) => ({
      name: comparable(groups?.['name'] ?? ''),
      type: groups?.['type'],
    })),
  );

/** A complaint may speak of the record or of its ownership row by name, or of either by the target of its alias. */
const isAbout = ({ records, aliasTargets }: Complaint, { operations }: Transaction): boolean =>
  operations.some(
    ({ ResourceRecordSet: set }) =>
      records.some((mention) => matches(mention, set?.Name, set?.Type)) ||
      aliasTargets.some((mention) => matches(mention, set?.AliasTarget?.DNSName, set?.Type)),
  );

const matches = (mention: Mention, name: string | undefined, type: string | undefined): boolean =>
  name !== undefined && comparable(name) === mention.name && (mention.type === undefined || mention.type === type);

const comparable = (name: string): string => decodeName(name).toLowerCase();
