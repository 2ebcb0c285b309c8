import type { Config } from '../config/config.ts';
import { domainFilter } from '../endpoint/domain-filter.ts';
import type { CurrentRecord } from '../plan/change.ts';
import type { DeletionLimits } from '../plan/guard/deletion-limits.ts';
import { guard } from '../plan/guard/guard.ts';
import { isInScope, type PlanRules, plan } from '../plan/plan.ts';
import type { Adjusted, ProviderReading } from '../providers/provider.ts';
import { registryOf } from '../registry/index.ts';
import { originOfLabel, writersFound } from '../sources/index.ts';
import type { SourceReading } from '../sources/read-sources.ts';
import { recallReferences } from '../sources/recall-references.ts';
import { absencesOf } from './absences.ts';
import { adoptMigrating } from './adopt-migrating.ts';
import type { Decision } from './carry-out.ts';
import { requireChosenOwner } from './owner.ts';
import type { Run } from './run.ts';
import type { RunIdentity } from './run-identity.ts';
import { outsideScope, scopeOf } from './scope.ts';

/** From both readings to the plan: ownership, references, zones, changes, guards. Pure but for the provider's zones. */
export function decide(
  run: Run,
  { owner, runObject }: RunIdentity,
  readings: readonly SourceReading[],
  desired: Adjusted,
  dns: ProviderReading,
): Decision {
  const { config } = run;
  const ownership = registryOf(config, owner).read(dns.records);
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
  const current = adoptMigrating(recalled, migration);
  const rules: PlanRules = {
    policy: config.policy,
    ...(owner !== undefined && { owner }),
    managedTypes: managedTypes(run),
    inDomain: domainFilter(config).matches,
    objection: ownership.objection,
  };
  const planned = plan({ current, desired: adjusted.endpoints, refusals, rules });
  const owned = current.filter((record) => isOwned(record, owner) && isInScope(record, rules));
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

/** An excluded type is not managed, whatever the other list says. */
const managedTypes = ({ config }: Run): ReadonlySet<CurrentRecord['recordType']> =>
  new Set(config.managedRecordTypes.filter((type) => !config.excludeRecordTypes.includes(type)));
