import type { Config } from '../config/config.ts';
import { domainFilter } from '../endpoint/domain-filter.ts';
import { managedTypes } from '../endpoint/managed-types.ts';
import type { Prepared } from '../endpoint/prepared.ts';
import type { CurrentRecord } from '../plan/change.ts';
import type { DeletionLimits } from '../plan/guard/deletion-limits.ts';
import { guard } from '../plan/guard/guard.ts';
import { assemble, isInScope, type PlanRules, plan } from '../plan/plan.ts';
import type { ProviderReading } from '../providers/provider.ts';
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
import { outsideScope, scopeOf } from './scope.ts';

/** A decision, and what was noticed on the way. */
export interface PlanDecision extends Decision {
  /** Names of our ownership rows whose records are gone. */
  readonly orphans: readonly string[];
}

/** From both readings to the plan: ownership, references, zones, changes, guards. Pure but for the provider's zones. */
export function decide(
  run: Run,
  { owner, runObject, registry }: RegisteredIdentity,
  readings: readonly SourceReading[],
  desired: Prepared,
  dns: ProviderReading,
): PlanDecision {
  const { config } = run;
  const ownership = registry.read(dns.records);
  const adjusted = run.provider.adjust(desired.endpoints);
  const refusals = [...desired.refusals, ...adjusted.refusals];
  const found = writersFound(readings);
  const recalled = recallReferences(ownership.records, {
    found,
    objects: readings.flatMap(({ result }) => result.objects),
    runObject,
    owners: [owner, config.migrateFromTxtOwner],
  });
  requireChosenOwner(config, recalled);
  const migration = { from: config.migrateFromTxtOwner, owner, desired: adjusted.endpoints };
  const adoption = { adopt: config.adopt, owner, desired: adjusted.endpoints };
  const { records: current, adopted } = adoptUnowned(adoptMigrating(recalled, migration), adoption);
  const rules: PlanRules = {
    policy: config.policy,
    ...(owner !== undefined && { owner }),
    managedTypes: managedTypes(config),
    inDomain: domainFilter(config).matches,
    objection: ownership.objection,
  };
  const planned = plan({ current, desired: adjusted.endpoints, refusals, rules });
  // On a part of the zones nobody knows whether a record is gone.
  const isWhole = dns.unavailable.length === 0 && run.narrowed === undefined;
  const rows = isWhole ? leftOverRows(ownership.orphans, registry, planned.changes, rules) : [];
  const removed = config.removeOrphanedRows ? rows : [];
  const own = current.filter((record) => isOwned(record, owner) && isInScope(record, rules));
  const owned = own.filter((record) => !adopted.includes(record));
  return {
    rows: ownership.rows,
    store: ownership.store,
    orphans: rows.map(({ dnsName }) => dnsName),
    guarded: (lastScope) =>
      guard({
        plan: assemble([...planned.changes, ...removals(removed, rules)]),
        owned: [...owned, ...removed],
        adopted,
        refusals,
        absences: [
          ...absencesOf(readings, owned),
          ...outsideScope(scopeOf(config), run.narrowed),
          ...outsideScope(scopeOf(config), lastScope),
        ],
        originOf: (label) => originOfLabel(label, found),
        onMissingTargets: config.onMissingTargets,
        limits: deletionLimits(config),
      }),
  };
}

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
