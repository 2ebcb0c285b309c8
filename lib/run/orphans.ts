import { plannerName } from '../endpoint/dns-name.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { type Change, type CurrentRecord, withhold } from '../plan/change.ts';
import type { PlanRules } from '../plan/plan.ts';
import type { Orphan, Registry } from '../registry/registry.ts';

/** The ownership rows of ours that are left over: their records are gone, and nobody asks for them again. */
export function leftOverRows(
  orphans: readonly Orphan[],
  { rowNames }: Registry,
  changes: readonly Change[],
  { owner, inDomain }: PlanRules,
): readonly CurrentRecord[] {
  const asked = changes.map(({ endpoint }) => endpoint);
  const names = new Set(asked.map(({ dnsName }) => plannerName(dnsName)));
  const rows = new Set(rowNames(asked.filter(isRecord)));
  return orphans
    .filter(({ row: { ownership } }) => ownership.state === 'owned' && ownership.owner === owner)
    .filter(({ dnsName, row }) => inDomain(dnsName) && !names.has(plannerName(dnsName)) && !rows.has(row.dnsName))
    .map(({ row }) => row);
}

const isRecord = (endpoint: Change['endpoint']): endpoint is Endpoint => 'providerSpecific' in endpoint;

/** `--remove-orphaned-rows`: rows have no object, so nobody but the report is told. */
export const removals = (rows: readonly CurrentRecord[], { policy }: PlanRules): readonly Change[] =>
  rows.map((endpoint) => {
    const removal: Change = { action: 'Delete', endpoint };
    return policy === 'sync' ? removal : withhold(removal, { code: 'PolicyForbids', policy, would: 'Delete' });
  });

/** One sentence for all; it names the first few. */
export function leftOverWarning(rows: readonly string[]): readonly string[] {
  if (rows.length === 0) return [];
  const named = rows.slice(0, namesShown).join(', ');
  const more = rows.length > namesShown ? ' and more' : '';
  return [
    `Ownership rows are left over whose records are gone (${named}${more}); --remove-orphaned-rows removes them.`,
  ];
}

const namesShown = 5;
