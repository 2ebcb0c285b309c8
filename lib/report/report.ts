import type { CauseCode } from '../endpoint/cause.ts';
import { referenceText } from '../endpoint/endpoint.ts';
import type { EmitReport } from '../events/event.ts';
import { isProblem } from '../events/event-kind.ts';
import { changesMade, type Farewell, farewells } from '../events/farewell.ts';
import { noteOf } from '../events/note.ts';
import type { Change, ChangeError, ChangeResult } from '../plan/change.ts';
import {
  type CountByType,
  causeOf,
  isAskedFor,
  type OutcomeName,
  outcomeName,
  type TypeTallies,
  tallyTypes,
  type Undone,
  undoneOf,
} from './tallies.ts';

/** What a run did, as the handler returns it. A contract: names and meanings stay. */
export interface Report {
  readonly runId: string;
  readonly dryRun: boolean;
  /** Of everything that the plan would write. */
  readonly checksum: string;
  readonly counts: ReportCounts;
  readonly undone: Undone;
  readonly types: TypeTallies;
  /** Records of the zones that were read, by type, whoever owns them; absent where none was read. */
  readonly registered?: CountByType;
  readonly results: readonly ReportResult[];
  /** Results left out to stay under Lambda's response limit. */
  readonly omitted: number;
  readonly sources: readonly ReportSource[];
  readonly events: EmitReport;
  readonly calls: {
    readonly kubernetes: number;
    readonly route53: Readonly<Record<string, number>>;
    /** Requests to Route 53 that were refused for their rate, also where a later one made good for them. */
    readonly throttled: number;
  };
  /** Names of our ownership rows that are left over: their records are gone (`--remove-orphaned-rows`). */
  readonly orphans: readonly string[];
  /** Sentences on what is odd but stopped no name. */
  readonly warnings: readonly string[];
  readonly durationMs: number;
}

/** How many outcomes there were of each sort. */
export interface ReportCounts {
  /** Endpoints asked for, refused ones included. */
  readonly endpoints: number;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly failed: number;
  readonly skipped: number;
  readonly upToDate: number;
}

/** The outcome of one record or wish. */
export interface ReportResult {
  readonly dnsName: string;
  readonly recordType?: string;
  readonly setIdentifier?: string;
  readonly zoneId?: string;
  /** The zone's name. */
  readonly zone?: string;
  readonly targets: readonly string[];
  /** Seconds. */
  readonly ttl?: number;
  /** What DNS held before an Update. */
  readonly before?: { readonly targets: readonly string[]; readonly ttl?: number };
  readonly action: Change['action'];
  readonly status: ChangeResult['status'];
  readonly cause?: CauseCode;
  readonly message?: string;
  /** Present where a person has to mend something. */
  readonly problem?: true;
  /**
   * Where the record failed before and was not tried in this run: from when on it will be, in ISO 8601. A record that
   * was edited is tried at once.
   */
  readonly nextTry?: string;
  /** The checksum that approves the set of held deletions or adoptions of which this is one (`--approve`). */
  readonly approval?: string;
  /** `Service/shop/web` */
  readonly refs: readonly string[];
}

/** What one source read. */
export interface ReportSource {
  readonly name: string;
  readonly objects: number;
  readonly endpoints: number;
  readonly durationMs: number;
  readonly error?: string;
}

/** What a report is made of. */
export interface ReportInput extends Omit<Report, 'counts' | 'undone' | 'types' | 'results' | 'omitted'> {
  readonly outcomes: readonly ChangeResult[];
  readonly detail: 'changes' | 'everything';
}

/** Lambda answers at most 6 MB; the rest of the report is small. */
const maxResultBytes = 5_000_000;

/** The report of a run. Up-to-date records are listed only where `detail` is `everything`. */
export function makeReport({ outcomes, detail, ...rest }: ReportInput): Report {
  const farewell = farewells(changesMade(outcomes));
  const told = outcomes
    .filter((outcome) => detail === 'everything' || !isUpToDate(outcome))
    .map((outcome) => reportResult(outcome, farewell(outcome.change)));
  const results = withinResponse(told);
  return {
    ...rest,
    counts: countOutcomes(outcomes),
    undone: undoneOf(outcomes),
    types: tallyTypes(outcomes),
    results,
    omitted: told.length - results.length,
  };
}

/** Whether everything was done that was asked: failures, problems, failed sources and deferrals say no (exit code 1). */
export const isClean = (outcomes: readonly ChangeResult[], sources: readonly ReportSource[]): boolean =>
  !outcomes.some((outcome) => isProblem(outcome) || causeOf(outcome) === 'Deferred') &&
  sources.every(({ error }) => error === undefined);

const isUpToDate = (outcome: ChangeResult): boolean => causeOf(outcome) === 'UpToDate';

function countOutcomes(outcomes: readonly ChangeResult[]): ReportCounts {
  const count = (name: OutcomeName) => outcomes.filter((each) => outcomeName(each) === name).length;
  return {
    endpoints: outcomes.filter(isAskedFor).length,
    created: count('created'),
    updated: count('updated'),
    deleted: count('deleted'),
    failed: count('failed'),
    skipped: count('skipped'),
    upToDate: count('upToDate'),
  };
}

const reportResult = (outcome: ChangeResult, farewell: Farewell): ReportResult => ({
  ...recordFields(outcome.change),
  action: outcome.change.action,
  status: outcome.status,
  ...(outcome.status === 'Skip' && { cause: outcome.cause.code }),
  ...(!isUpToDate(outcome) && { message: noteOf(outcome, undefined, farewell) }),
  ...(isProblem(outcome) && { problem: true as const }),
  ...(outcome.status === 'Failed' && nextTryOf(outcome.error)),
  ...(outcome.status === 'Skip' && 'checksum' in outcome.cause && { approval: outcome.cause.checksum }),
  refs: outcome.change.endpoint.refs.map(referenceText),
});

const nextTryOf = ({ nextTryAt }: ChangeError): Pick<ReportResult, 'nextTry'> =>
  nextTryAt === undefined ? {} : { nextTry: new Date(nextTryAt).toISOString() };

function recordFields(change: Change): Omit<ReportResult, 'action' | 'status' | 'refs'> {
  const { dnsName, recordType, setIdentifier, zone, ...rest } = change.endpoint;
  return {
    dnsName,
    ...(recordType !== undefined && { recordType }),
    ...(setIdentifier !== undefined && { setIdentifier }),
    ...(zone && { zoneId: zone.id, zone: zone.name }),
    ...valuesOf(rest),
    ...(change.action === 'Update' && { before: valuesOf(change.current) }),
  };
}

const valuesOf = ({ targets, ...rest }: { readonly targets: readonly string[]; readonly ttl?: number }) => ({
  targets,
  ...(rest.ttl !== undefined && { ttl: rest.ttl }),
});

function withinResponse(results: readonly ReportResult[]): readonly ReportResult[] {
  let bytes = 0;
  const end = results.findIndex((result) => {
    bytes += Buffer.byteLength(JSON.stringify(result)) + 1;
    return bytes > maxResultBytes;
  });
  return end < 0 ? results : results.slice(0, end);
}
