import type { Config } from '../config/config.ts';
import { domainFilter } from '../endpoint/domain-filter.ts';
import { recordKey } from '../endpoint/endpoint.ts';
import { managedTypes } from '../endpoint/managed-types.ts';
import { isDelegation } from '../endpoint/name-servers.ts';
import type { Prepared } from '../endpoint/prepared.ts';
import type { ChangeResult, CurrentRecord } from '../plan/change.ts';
import type { DeletionLimits } from '../plan/guard/deletion-limits.ts';
import { guard } from '../plan/guard/guard.ts';
import { type LabelOrigin, unseenPartOf } from '../plan/guard/source-gate.ts';
import { assemble, isInScope, type PlanInput, type PlanRules, plan } from '../plan/plan.ts';
import { isComplete, mayHold, type ProviderReading } from '../providers/provider.ts';
import type { RegistryReading } from '../registry/registry.ts';
import { type CountByType, countBy } from '../report/tallies.ts';
import { originOfLabel, writersFound } from '../sources/index.ts';
import type { SourceReading } from '../sources/read-sources.ts';
import { recallReferences } from '../sources/recall-references.ts';
import { absencesOf } from './absences.ts';
import { adoptMigrating } from './adopt-migrating.ts';
import { adoptUnowned } from './adopt-unowned.ts';
import type { Decision } from './carry-out.ts';
import { leftOverRows, removals } from './orphans.ts';
import { requireChosenOwner } from './owner.ts';
import type { Run } from './run.ts';
import type { RegisteredIdentity } from './run-identity.ts';
import { deferred, outsideScope, scopeOf, widened } from './scope.ts';
import { unreadZones } from './unread-zones.ts';

/** What a plan is made on. */
export interface Grounds {
  readonly readings: readonly SourceReading[];
  /** What the sources ask for, prepared. */
  readonly desired: Prepared;
  readonly dns: ProviderReading;
}

/** A decision, and what was noticed on the way. */
export interface PlanDecision extends Decision {
  /** Names of our ownership rows whose records are gone. */
  readonly orphans: readonly string[];
  /** Sentences on what of DNS could not be read: ownership, or whole zones. */
  readonly warnings: readonly string[];
  /** Records that the registry sees, by type. */
  readonly registered: CountByType;
}

/** From both readings to the plan: ownership, references, zones, changes, guards. Pure but for the provider's zones. */
export function decide(run: Run, identity: RegisteredIdentity, grounds: Grounds): PlanDecision {
  const { config, narrowed } = run;
  const sides = bothSides(run, identity, grounds);
  const { ownership, current, adopted, refusals, originOf } = sides;
  const rules = rulesOf(config, identity.owner, ownership);
  const planned = plan({ ...sides, rules });
  // On a part of the zones nobody knows whether a record is gone.
  const isWhole = isComplete(grounds.dns) && narrowed === undefined;
  const rows = isWhole ? leftOverRows(ownership.orphans, identity.registry, planned.changes, rules) : [];
  const removed = config.removeOrphanedRows ? rows : [];
  const own = current.filter((record) => isOwned(record, identity.owner) && isInScope(record, rules));
  const owned = own.filter((record) => !adopted.includes(record));
  const scope = scopeOf(config);
  const configured = narrowed ?? scope;
  return {
    rows: ownership.rows,
    store: ownership.store,
    orphans: rows.map(({ dnsName }) => dnsName),
    registered: countBy(ownership.records, ({ recordType }) => recordType),
    warnings: [...ownership.warnings, ...unreadZones(grounds.dns)],
    noted: (lastScope, results) => {
      const dropped = outsideScope(configured, lastScope);
      const settled = new Set(results.filter(isInPlace).map(({ change }) => recordKey(change.endpoint)));
      const left = owned.filter((record) => !settled.has(recordKey(record)));
      const isLeft = left.some((record) => unseenPartOf(record, dropped, originOf) !== undefined);
      return lastScope !== undefined && isLeft ? widened(lastScope, configured) : configured;
    },
    guarded: (lastScope) =>
      guard({
        plan: assemble([...planned.changes, ...removals(removed, rules)]),
        owned: [...owned, ...removed],
        adopted,
        refusals,
        delegations: current.filter(isDelegation),
        absences: [...absencesOf(grounds.readings, owned), ...outsideScope(scope, configured).map(deferred)],
        dropped: outsideScope(configured, lastScope),
        originOf,
        onMissingTargets: config.onMissingTargets,
        limits: deletionLimits(config),
      }),
  };
}

/** What is compared: the records of DNS with their owners and objects, and what the provider makes of the wishes. */
interface Sides extends Omit<PlanInput, 'rules'> {
  readonly ownership: RegistryReading;
  readonly adopted: readonly CurrentRecord[];
  readonly originOf: LabelOrigin;
}

function bothSides(
  { config, provider }: Run,
  { owner, runObject, registry }: RegisteredIdentity,
  { readings, desired, dns }: Grounds,
): Sides {
  const ownership = registry.read(dns.records, (dnsName) => mayHold(dns, dnsName));
  const adjusted = provider.adjust(desired.endpoints);
  const found = writersFound(readings);
  const recalled = recallReferences(ownership.records, {
    found,
    objects: readings.flatMap(({ result }) => result.objects),
    runObject,
    owners: [owner, config.migrateFromTxtOwner],
  });
  requireChosenOwner(config, recalled);
  const takeOver = { owner, desired: adjusted.endpoints };
  const migrated = adoptMigrating(recalled, { ...takeOver, from: config.migrateFromTxtOwner });
  const { records: current, adopted } = adoptUnowned(migrated, { ...takeOver, adopt: config.adopt });
  return {
    ownership,
    current,
    adopted,
    desired: adjusted.endpoints,
    refusals: [...desired.refusals, ...adjusted.refusals],
    originOf: (label) => originOfLabel(label, found),
  };
}

/** Whether a record is as it is asked for, or gone because nobody asks: what the configuration leaves out no more concerns it. */
const isInPlace = (result: ChangeResult): boolean =>
  result.status === 'Success' || (result.status === 'Skip' && result.cause.code === 'UpToDate');

const rulesOf = (config: Config, owner: string | undefined, { objection }: RegistryReading): PlanRules => ({
  policy: config.policy,
  ...(owner !== undefined && { owner }),
  managedTypes: managedTypes(config),
  inDomain: domainFilter(config).matches,
  objection,
});

const deletionLimits = (config: Config): DeletionLimits => ({
  overCount: config.holdDeletionsOverCount,
  overPercent: config.holdDeletionsOverPercent,
  emptyingZoneOver: config.holdDeletionsEmptyingZoneOver,
  overTotal: config.holdDeletionsOverTotal,
  ...(config.approve !== undefined && { approve: config.approve }),
});

/** With the noop registry (no owner) everything is ours. */
const isOwned = ({ ownership }: CurrentRecord, owner: string | undefined): boolean =>
  owner === undefined || (ownership.state === 'owned' && ownership.owner === owner);
