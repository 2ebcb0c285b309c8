import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { describe, expect, it } from '@jest/globals';
import { connectRoute53 } from '../../lib/providers/route53/client.ts';
import { requestBudget } from '../../lib/providers/route53/requests.ts';
import { apply, creating, names, perBatch, readingProvider, tally } from '../e2e/route53-run.ts';
import { motoForSuite } from './moto-for-suite.ts';

motoForSuite();

async function account() {
  const budget = requestBudget(1000);
  const client = connectRoute53({ maxAttempts: 1, budget, region: undefined });
  const { HostedZone } = await client.send(
    new CreateHostedZoneCommand({ Name: 'example.org', CallerReference: 'test' }),
  );
  return { client, counts: budget.counts, zoneId: HostedZone?.Id ?? '' };
}

/** Another writer is faster at these names, with the same values: moto finds no others there. */
const take = (client: Route53Client, HostedZoneId: string, ...taken: readonly string[]) => {
  const Changes = taken.map((Name) => ({
    Action: 'CREATE' as const,
    ResourceRecordSet: { Name, Type: 'A' as const, TTL: 300, ResourceRecords: [{ Value: '192.0.2.1' }] },
  }));
  return client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
};

describe('1,000 creations with their ownership rows, on moto', () => {
  it.each<readonly [number, readonly string[]]>([
    [0, []],
    [1, ['name00500.example.org']],
  ])('of which %d are bad and named take as many requests more', async (bad, taken) => {
    const { client, counts, zoneId } = await account();
    const { provider } = await readingProvider(client);
    const plan = creating(provider, names(1000));
    if (taken.length > 0) await take(client, zoneId, ...taken);
    const before = counts['ChangeResourceRecordSets'] ?? 0;
    const results = await apply(provider, plan);
    expect(tally(results)).toEqual({ Success: 1000 - bad, ...(bad > 0 && { 'Failed InvalidChangeBatch': bad }) });
    expect((counts['ChangeResourceRecordSets'] ?? 0) - before).toBe(Math.ceil(1000 / perBatch) + bad);
  });
});
