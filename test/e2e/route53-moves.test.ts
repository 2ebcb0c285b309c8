import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '../../lib/plan/change.ts';
import { type Connection, connect } from '../unit/emulators/route53/client-fixture.ts';
import { apply, creating, ours, planOf, readingProvider, verdict } from './route53-run.ts';

let connection: Connection;

beforeEach(async () => {
  connection = await connect();
  connection.route53.createZone('example.org', { id: 'ZPARENT' });
});

afterEach(() => connection.close());

const moving = ['a.shop.example.org', 'b.shop.example.org'];
const wishes = moving.map((dnsName) => ({ dnsName, targets: ['192.0.2.1'] }));

/** Records of the parent zone that a new child zone is to take over, as the plan has them. */
async function move(): Promise<{
  readonly changes: readonly Change[];
  readonly act: () => Promise<readonly string[]>;
}> {
  const seed = await readingProvider(connection.client);
  await apply(seed.provider, creating(seed.provider, wishes));
  connection.route53.createZone('shop.example.org', { id: 'ZCHILD' });
  const { provider, reading } = await readingProvider(connection.client);
  const gone = reading.records.filter(({ recordType }) => recordType === 'A').map(ours);
  const changes: readonly Change[] = [
    ...gone.map((endpoint) => ({ action: 'Delete' as const, endpoint })),
    ...creating(provider, wishes).changes,
  ];
  connection.route53.resetRequests();
  return { changes, act: async () => (await apply(provider, planOf(changes))).map(verdict) };
}

const addresses = (zone: string) =>
  connection.route53.recordSets(zone).flatMap(({ Name, Type }) => (Type === 'A' ? [Name] : []));
const zonesWritten = () =>
  connection.route53.requests.flatMap(({ action, zoneId }) => (action === 'ChangeResourceRecordSets' ? [zoneId] : []));

describe('names that move from a zone to a new one below it', () => {
  it('come to the child before they leave the parent', async () => {
    const { act } = await move();
    expect(await act()).toEqual(Array(4).fill('Success'));
    expect(zonesWritten()).toEqual(['ZCHILD', 'ZPARENT']);
    expect([addresses('ZPARENT'), addresses('ZCHILD')]).toEqual([[], moving.map((name) => `${name}.`)]);
  });

  it('stay in the parent where the child does not take them', async () => {
    const { act } = await move();
    connection.route53.put('ZCHILD', {
      Name: 'a.shop.example.org',
      Type: 'CNAME',
      TTL: 60,
      ResourceRecords: [{ Value: 'x.example.net' }],
    });
    expect(await act()).toEqual(['Skip Deferred', 'Success', 'Failed InvalidChangeBatch', 'Success']);
    expect(addresses('ZPARENT')).toEqual(['a.shop.example.org.']);
  });

  it('stay in the parent where the child cannot be written at all', async () => {
    const { act } = await move();
    connection.route53.fail({ action: 'ChangeResourceRecordSets', zoneId: 'ZCHILD', answer: 'deny' });
    expect(await act()).toEqual(['Skip Deferred', 'Skip Deferred', 'Failed AccessDenied', 'Failed AccessDenied']);
    expect(zonesWritten()).toEqual(['ZCHILD']);
    expect(addresses('ZPARENT')).toHaveLength(2);
  });
});
