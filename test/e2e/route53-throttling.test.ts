import { Route53Client } from '@aws-sdk/client-route-53';
import { describe, expect, it } from '@jest/globals';
import type { Connection } from '../unit/emulators/route53/client-fixture.ts';
import { account, batches, withBad } from './route53-account.ts';
import { apply, creating, names, readingProvider, tally, verdict } from './route53-run.ts';

/** A client that tries a call twice, as a run would after a pause. */
const patient = ({ route53 }: Connection): Route53Client =>
  new Route53Client({
    endpoint: route53.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 2,
  });

const throttled = { status: 400, code: 'Throttling', message: 'Rate exceeded' };

describe('throttling', () => {
  const calls = ['ListHostedZones', 'ListTagsForResources', 'ListResourceRecordSets', 'ChangeResourceRecordSets'];
  const answers = [
    throttled,
    { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' },
    { status: 429, code: 'TooManyRequestsException', message: 'Too many requests' },
  ];

  it.each(calls.flatMap((action) => answers.map((answer) => [action, answer.status, answer.code, answer] as const)))(
    'of %s once, by %d %s, costs one request more',
    async (action, _, _code, answer) => {
      const connection = await account();
      connection.route53.createZone('example.net', { id: 'Z2', tags: { team: 'dns' } });
      connection.route53.fail({ action, times: 1, answer });
      const zoneFilter = { ids: [], tags: ['team=dns'], matchesDomain: () => true };
      const { provider } = await readingProvider(patient(connection), { zoneFilter });
      const plan = creating(provider, names(2, 'example.net'));
      expect(tally(await apply(provider, plan))).toEqual({ Success: 2 });
      expect(connection.route53.counts()).toEqual({
        ListHostedZones: 1,
        ListTagsForResources: 1,
        ListResourceRecordSets: 1,
        ChangeResourceRecordSets: 1,
        [action]: 2,
      });
    },
  );

  it('in the search for a bad record ends the search, and does not fan out', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    connection.route53.fail({
      action: 'ChangeResourceRecordSets',
      when: ({ changes }) => changes.length < 64,
      answer: throttled,
    });
    const results = await apply(provider, creating(provider, withBad(32, 3)));
    expect(tally(results)).toEqual({ 'Failed Throttling': 32 });
    expect(batches(connection)).toHaveLength(2);
  });

  it('for ever fails the batch without fanning out', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client);
    connection.route53.fail({ action: 'ChangeResourceRecordSets', answer: throttled });
    const results = await apply(provider, creating(provider, names(20)));
    expect(tally(results)).toEqual({ 'Failed Throttling': 20 });
    expect(results[0]).toMatchObject({ error: { message: 'Route 53 answered Throttling: Rate exceeded' } });
    expect(batches(connection)).toHaveLength(1);
  });
});

describe('a zone that is busy', () => {
  const busy = {
    status: 400,
    code: 'PriorRequestNotComplete',
    message: 'The request was rejected because Route 53 was still processing a prior request.',
  };

  it('is asked again', async () => {
    const connection = await account();
    const { provider } = await readingProvider(patient(connection));
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: busy });
    expect(tally(await apply(provider, creating(provider, names(5))))).toEqual({ Success: 5 });
    expect(batches(connection).map(({ errorCode }) => errorCode)).toEqual(['PriorRequestNotComplete', undefined]);
  });

  it('for ever costs its batch alone', async () => {
    const connection = await account();
    const { provider } = await readingProvider(connection.client, { limits: { elements: 4, characters: 32_000 } });
    connection.route53.fail({ action: 'ChangeResourceRecordSets', times: 1, answer: busy });
    expect((await apply(provider, creating(provider, names(4)))).map(verdict)).toEqual([
      ...['Failed PriorRequestNotComplete', 'Failed PriorRequestNotComplete'],
      ...['Success', 'Success'],
    ]);
    expect(batches(connection)).toHaveLength(2);
  });
});
