import { afterEach } from '@jest/globals';
import type { Route53Options } from '../../lib/emulators/route53/emulator.ts';
import { type Connection, connect } from '../unit/emulators/route53/client-fixture.ts';
import { names, perBatch } from './route53-run.ts';

/** Closed after each test. */
let open: Connection | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** An account with the zone `example.org`, Z1. */
export async function account(options: Route53Options = {}): Promise<Connection> {
  open = await connect({ recordSetsPerZone: 100_000, ...options });
  open.route53.createZone('example.org', { id: 'Z1' });
  return open;
}

/** The requests that changed something. */
export const batches = ({ route53 }: Connection) =>
  route53.requests.filter(({ action }) => action === 'ChangeResourceRecordSets');

/** Names of a zone, of one type, without the apex. */
export const held = ({ route53 }: Connection, type = 'A', zone = 'Z1'): readonly string[] =>
  route53.recordSets(zone).flatMap((set) => (set.Type === type ? [set.Name] : []));

/** In how many batches so many creations fit. */
export const fullPacking = (count: number): number => Math.ceil(count / perBatch);

/** A CNAME beside it makes Route 53 name the record. */
export const standInTheWay = ({ route53 }: Connection, ...inTheWay: readonly string[]) =>
  route53.put(
    'Z1',
    ...inTheWay.map((Name) => ({
      Name,
      Type: 'CNAME' as const,
      TTL: 60,
      ResourceRecords: [{ Value: 'x.example.net' }],
    })),
  );

/** Route 53 finds the value wrong without naming the record. */
export const badValue = { targets: ['999.0.2.1'] };

/** So many creations, those at the given places bad. */
export const withBad = (count: number, ...bad: readonly number[]) =>
  names(count).map((each, index) => (bad.includes(index) ? { ...each, ...badValue } : each));
