import { type ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../lib/endpoint/endpoint.ts';
import { requestBudget, spendFrom } from '../../lib/providers/route53/requests.ts';
import { emptyMemory } from '../../lib/providers/route53/route53.ts';
import { type Connection, connect } from '../unit/emulators/route53/client-fixture.ts';
import { apply, creating, names, ours, planOf, readingProvider, tally } from './route53-run.ts';

let connection: Connection;
/** Tries every call twice. */
let patient: Route53Client;

beforeEach(async () => {
  connection = await connect();
  connection.route53.createZone('example.org', { id: 'Z1' });
  patient = new Route53Client({
    endpoint: connection.route53.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 2,
  });
  spendFrom(patient, requestBudget(1000));
});

afterEach(async () => {
  patient.destroy();
  await connection.close();
});

const addresses = () => connection.route53.recordSets('Z1').filter(({ Type }) => Type === 'A');

/** What DNS holds at the first of the names: the record that is asked for, but for what is given. */
const putFirst = (theirs: Partial<ResourceRecordSet> = {}): void =>
  connection.route53.put('Z1', {
    Name: 'name00000.example.org',
    Type: 'A',
    TTL: 300,
    ResourceRecords: [{ Value: '192.0.2.1' }],
    ...theirs,
  });

async function seeded(count: number): Promise<readonly Endpoint[]> {
  const seed = await readingProvider(connection.client);
  await apply(seed.provider, creating(seed.provider, names(count)));
  const { reading } = await readingProvider(connection.client);
  return reading.records.filter(({ recordType }) => recordType === 'A');
}

describe('a batch whose answer was lost, and that the SDK sent again', () => {
  it.each(['lose', 'truncate'] as const)('of creations succeeded (%s)', async (answer) => {
    const { provider } = await readingProvider(patient);
    connection.route53.resetRequests();
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer });
    expect(tally(await apply(provider, creating(provider, names(50))))).toEqual({ Success: 50 });
    expect(addresses()).toHaveLength(50);
    expect(connection.route53.counts()).toEqual({ ChangeResourceRecordSets: 2, ListResourceRecordSets: 4 });
  });

  it('of updates succeeded', async () => {
    await seeded(5);
    const { provider, reading } = await readingProvider(patient);
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: 'lose' });
    const current = reading.records.filter(({ recordType }) => recordType === 'A').map(ours);
    const changes = current.map((each) => ({
      action: 'Update' as const,
      current: each,
      endpoint: { ...each, targets: ['198.51.100.1'] },
    }));
    expect(tally(await apply(provider, planOf(changes)))).toEqual({ Success: 5 });
    expect(addresses().map(({ ResourceRecords }) => ResourceRecords)).toEqual(
      Array(5).fill([{ Value: '198.51.100.1' }]),
    );
  });

  it('of deletions succeeded', async () => {
    await seeded(5);
    const { provider, reading } = await readingProvider(patient);
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: 'lose' });
    const changes = reading.records
      .filter(({ recordType }) => recordType === 'A')
      .map((each) => ({ action: 'Delete' as const, endpoint: ours(each) }));
    expect(tally(await apply(provider, planOf(changes)))).toEqual({ Success: 5 });
    expect(addresses()).toEqual([]);
  });

  it.each([
    ['another value', { ResourceRecords: [{ Value: '203.0.113.9' }] }],
    ['another TTL', { TTL: 61 }],
  ])('is not believed to be ours where a name has %s', async (_, theirs) => {
    const { provider } = await readingProvider(patient);
    putFirst(theirs);
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: 'reset' });
    expect(tally(await apply(provider, creating(provider, names(3))))).toEqual({
      'Failed InvalidChangeBatch': 1,
      Success: 2,
    });
  });

  it('costs nothing more where the first attempt was not lost', async () => {
    const { provider } = await readingProvider(connection.client);
    putFirst();
    connection.route53.resetRequests();
    await apply(provider, creating(provider, names(3)));
    expect(connection.route53.counts()).toEqual({ ChangeResourceRecordSets: 2 });
  });

  const unknown = { status: 'Failed', error: { effect: 'unknown' } };

  it('fails in the words of the refusal where nobody can look: it may be made, and nothing is held against it', async () => {
    const memory = emptyMemory();
    const { provider } = await readingProvider(patient, { memory });
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: 'lose' });
    connection.route53.fail({ action: 'ListResourceRecordSets', answer: 'deny' });
    const results = await apply(provider, creating(provider, names(2)));
    expect(tally(results)).toEqual({ 'Failed InvalidChangeBatch': 2 });
    expect(results).toMatchObject([unknown, unknown]);
    expect(memory.refused.size).toBe(0);
  });

  it('may be made where the zone was still busy with it', async () => {
    const { provider } = await readingProvider(patient);
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: 'lose' });
    connection.route53.fail({
      action: 'ChangeResourceRecordSets',
      answer: { status: 400, code: 'PriorRequestNotComplete', message: 'busy' },
    });
    const results = await apply(provider, creating(provider, names(2)));
    expect(tally(results)).toEqual({ 'Failed PriorRequestNotComplete': 2 });
    expect(results).toMatchObject([unknown, unknown]);
    expect(addresses()).toHaveLength(2);
  });
});

const throttled = { status: 400, code: 'Throttling', message: 'Rate exceeded' };

it.each([
  ['throttled', false, throttled],
  ['denied', false, { status: 403, code: 'AccessDenied', message: 'no' }],
  ['answered with a fault', true, { status: 503, code: 'ServiceUnavailable', message: 'down' }],
])('what was throttled first and then %s may be made: %s', async (_, mayBeMade, answer) => {
  const { provider } = await readingProvider(patient);
  connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: throttled });
  connection.route53.fail({ action: 'ChangeResourceRecordSets', answer });
  const [result] = await apply(provider, creating(provider, names(1)));
  expect(result).toMatchObject({ status: 'Failed', error: { code: answer.code } });
  expect(result !== undefined && 'error' in result && result.error.effect === 'unknown').toBe(mayBeMade);
});

it('what was throttled first and then refused for its content is not looked for', async () => {
  const { provider } = await readingProvider(patient);
  putFirst({ ResourceRecords: [{ Value: '203.0.113.9' }] });
  connection.route53.resetRequests();
  connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: throttled });
  expect(tally(await apply(provider, creating(provider, names(1))))).toEqual({ 'Failed InvalidChangeBatch': 1 });
  expect(connection.route53.counts()).toEqual({ ChangeResourceRecordSets: 2 });
});

it('what was asked once and refused is surely not made', async () => {
  const { provider } = await readingProvider(connection.client);
  connection.route53.fail({ action: 'ChangeResourceRecordSets', answer: 'deny' });
  const [result] = await apply(provider, creating(provider, names(1)));
  expect(result).toMatchObject({ status: 'Failed', error: { code: 'AccessDenied' } });
  expect(result).not.toHaveProperty('error.effect');
});
