import { expect } from '@jest/globals';
import { plannerName } from '../../lib/endpoint/dns-name.ts';
import { isWrite } from '../../lib/plan/change.ts';
import { changeLine, type PlannerExample, plannerExamples, usualTypes } from './planner-examples.ts';
import type { ZoneKeeper } from './zone-keeper.ts';

/** A set identifier or a weight alone is nothing that Route 53 could hold: those are shown as routing policies. */
const isForDns = ([, current, desired]: PlannerExample): boolean =>
  [...current, ...desired].every(
    ({ setIdentifier, providerSpecific }) => setIdentifier === undefined && Object.keys(providerSpecific).length === 0,
  );

/** The examples of the planner that hosted zones can hold. */
export const examplesForDns = plannerExamples.filter(isForDns);

/** Zones of every name in them. */
const exampleZones = ['ex.com', 'other.com', 'xn--bcher-kva.de'];

/**
 * Puts the current records of an example into hosted zones, plans on what is read back, and makes the changes. Then
 * DNS holds what the plan says, and planning again finds nothing to do.
 */
export async function playPlannerExample(
  keeper: ZoneKeeper,
  [, current, desired, changes, more = {}]: PlannerExample,
): Promise<void> {
  for (const zone of exampleZones) await keeper.createZone(zone);
  const owned = current.map(({ ownership, ...endpoint }) => ({
    endpoint: { ...endpoint, dnsName: plannerName(endpoint.dnsName) },
    ...(ownership.state === 'owned' && { owner: ownership.owner }),
  }));
  await keeper.seed(owned);
  const rules = { managedTypes: usualTypes, ...more };
  const { made, carryOut } = await keeper.plan(desired, rules);
  const lines = made.changes.map(changeLine);
  // Each zone has an id of its own, and the plan is sorted by it.
  expect(lines.sort()).toEqual(changes.map((line) => line.replace('bücher.de', 'xn--bcher-kva.de')).sort());
  const results = await carryOut();
  expect(results.filter(({ change, status }) => isWrite(change) !== (status === 'Success'))).toEqual([]);
  expect(await keeper.due(desired, rules)).toEqual([]);
}
