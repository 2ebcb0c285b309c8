import { runCluster } from './cluster/run-cluster.ts';
import { domainFilter } from './endpoint/domain-filter.ts';
import { prepareEndpoints } from './endpoint/pipeline.ts';
import { buildEvents } from './events/build-events.ts';
import type { ChangeResult, CurrentRecord } from './plan/change.ts';
import { guard } from './plan/guard/guard.ts';
import { assemble, plan } from './plan/plan.ts';
import { type Adjusted, ProviderError, type ProviderReading } from './providers/provider.ts';
import { registryOf } from './registry/index.ts';
import { isClean, makeReport, type Report } from './report/report.ts';
import { absencesOf } from './run/absences.ts';
import { carryOut, type Decision, type Outcome } from './run/carry-out.ts';
import { ownerOf, requireChosenOwner } from './run/owner.ts';
import type { Run } from './run/run.ts';
import { RunError } from './run/run-error.ts';
import { outsideScope, scopeOf } from './run/scope.ts';
import { updateStatuses } from './run/status-updates.ts';
import { referenceFromLabel } from './sources/index.ts';
import { readSources, type SourceReading } from './sources/read-sources.ts';
import { recallReferences } from './sources/recall-references.ts';

/** What a run gives: the report, and whether everything was done that was asked (else exit code 1). */
export interface SyncResult {
  readonly report: Report;
  readonly clean: boolean;
}

/**
 * One run, from the cluster to the events: reads both sides, plans, guards, writes, and tells every object what became
 * of its names. Throws RunError when nothing could be planned or tried, ConfigError when a person has to decide first.
 */
export async function sync(run: Run): Promise<SyncResult> {
  const { client, config, signal, now } = run;
  const before = { start: now(), kubernetes: client.requests };
  const owner = await ownerOf(config, client, signal);
  const [readings, dns] = await Promise.all([
    readSources({ cluster: runCluster(client, signal), config, signal }, now),
    readDns(run),
  ]);
  requireSources(readings);
  const desired = desire(run, readings);
  if (dns instanceof ProviderError) return giveUp(run, desired, dns);
  const outcome = await carryOut(run, owner, decide(run, owner, readings, desired, dns));
  const statusProblems = config.dryRun ? [] : await updateStatuses(client, readings, signal);
  const events = config.dryRun ? noEvents : await tell(run, outcome.results);
  return conclude(run, before, readings, outcome, events, statusProblems);
}

const noEvents = { emitted: 0, repeated: 0, failed: 0, suppressed: 0 };

/** A provider that cannot be used is told to the objects before the run is given up. */
async function readDns({ provider, signal }: Run): Promise<ProviderReading | ProviderError> {
  try {
    return await provider.records(signal);
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

/** When not a single source can be read, it is the cluster that cannot. */
function requireSources(readings: readonly SourceReading[]): void {
  const failures = readings.flatMap(({ failure }) => (failure?.kind === 'failed' ? [failure.problem] : []));
  if (readings.length > 0 && failures.length === readings.length) {
    throw new RunError(`No source could be read: ${[...new Set(failures)].join('; ')}`);
  }
}

/** What the cluster asks for. Names outside the domain filter never reach the provider. */
function desire({ config }: Run, readings: readonly SourceReading[]): Adjusted {
  const domains = domainFilter(config);
  const prepared = prepareEndpoints(
    readings.flatMap(({ result }) => result.endpoints),
    config,
  );
  const outside = prepared.endpoints.filter(({ dnsName }) => !domains.matches(dnsName));
  return {
    endpoints: prepared.endpoints.filter(({ dnsName }) => domains.matches(dnsName)),
    refusals: [
      ...readings.flatMap(({ result }) => result.refusals),
      ...prepared.refusals,
      ...outside.map((endpoint) => ({ ...endpoint, cause: { code: 'DomainFiltered' } as const })),
    ],
  };
}

function decide(
  run: Run,
  owner: string | undefined,
  readings: readonly SourceReading[],
  desired: Adjusted,
  dns: ProviderReading,
): Decision {
  const { config } = run;
  const ownership = registryOf(config, owner).read(dns.records);
  const current = recallReferences(
    ownership.records,
    readings.flatMap(({ result }) => result.objects),
  );
  requireChosenOwner(config, current);
  const adjusted = run.provider.adjust(desired.endpoints);
  const refusals = [...desired.refusals, ...adjusted.refusals];
  const planned = plan({
    current,
    desired: adjusted.endpoints,
    refusals,
    rules: {
      policy: config.policy,
      ...(owner !== undefined && { owner }),
      managedTypes: managedTypes(run),
      inDomain: domainFilter(config).matches,
      objection: ownership.objection,
    },
  });
  const owned = current.filter((record) => isOwned(record, owner));
  return {
    rows: ownership.rows,
    guarded: (lastScope) =>
      guard({
        plan: planned,
        owned,
        refusals,
        absences: [
          ...absencesOf(readings, owned),
          ...outsideScope(scopeOf(config), run.narrowed),
          ...outsideScope(scopeOf(config), lastScope),
        ],
        originOf: referenceFromLabel,
        onMissingTargets: config.onMissingTargets,
        limits: {
          overCount: config.holdDeletionsOverCount,
          overPercent: config.holdDeletionsOverPercent,
          emptyingZoneOver: config.holdDeletionsEmptyingZoneOver,
          overTotal: config.holdDeletionsOverTotal,
          ...(config.approve !== undefined && { approve: config.approve }),
        },
      }),
  };
}

/** With the noop registry (no owner) everything is ours. */
const isOwned = ({ ownership }: CurrentRecord, owner: string | undefined): boolean =>
  owner === undefined || (ownership.state === 'owned' && ownership.owner === owner);

/** An excluded type is not managed, whatever the other list says. */
const managedTypes = ({ config }: Run): ReadonlySet<CurrentRecord['recordType']> =>
  new Set(config.managedRecordTypes.filter((type) => !config.excludeRecordTypes.includes(type)));

const tell = ({ config, emitter, signal }: Run, results: readonly ChangeResult[]) =>
  emitter.emit(buildEvents(results, new Set(config.eventsEmit)), signal);

async function giveUp(run: Run, desired: Adjusted, error: ProviderError): Promise<never> {
  const cause = {
    code: 'ZoneUnavailable',
    problem: error.message,
    fix: 'give the function the rights it needs',
  } as const;
  const { changes } = assemble([
    ...desired.refusals.map((refusal) => ({ action: 'None', endpoint: refusal, cause: refusal.cause }) as const),
    ...desired.endpoints.map((endpoint) => ({ action: 'None', endpoint, cause }) as const),
  ]);
  if (!run.config.dryRun)
    await tell(
      run,
      changes.flatMap((change) =>
        change.action === 'None' ? [{ change, status: 'Skip', cause: change.cause } as const] : [],
      ),
    );
  throw new RunError(error.message, { cause: error });
}

function conclude(
  run: Run,
  before: { readonly start: number; readonly kubernetes: number },
  readings: readonly SourceReading[],
  { plan: planned, results }: Outcome,
  events: Report['events'],
  statusProblems: readonly string[],
): SyncResult {
  const sources = readings.map(({ name, durationMs, result, failure }) => ({
    name,
    objects: result.objects.length,
    endpoints: result.endpoints.length,
    durationMs,
    ...(failure && { error: failure.problem }),
  }));
  const report = makeReport({
    runId: run.runId,
    dryRun: run.config.dryRun,
    checksum: planned.checksum,
    outcomes: results,
    detail: run.config.verbose ? 'everything' : 'changes',
    sources,
    events,
    calls: { kubernetes: run.client.requests - before.kubernetes, route53: run.providerCalls() },
    warnings: [...readings.flatMap(sourceWarnings), ...statusProblems],
    durationMs: run.now() - before.start,
  });
  return { report, clean: isClean(results, sources) };
}

const sourceWarnings = ({ result }: SourceReading): readonly string[] =>
  (result.warnings ?? []).map(({ ref, problem }) => `${ref.kind}/${ref.namespace ?? ''}/${ref.name}: ${problem}.`);
