import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ExplainWorld } from '../support/explain-world.ts';

let world: ExplainWorld;
let invoke: (event: unknown) => Promise<unknown>;

const context = { functionName: 'explain', awsRequestId: 'a', getRemainingTimeInMillis: () => 60_000 };

beforeAll(async () => {
  world = await ExplainWorld.open();
  world.letRead('services');
  Object.assign(process.env, {
    EXTERNAL_DNS_SOURCE: 'service',
    EXTERNAL_DNS_TXT_OWNER_ID: 'me',
    EXTERNAL_DNS_KUBECONFIG: world.kubeconfig('reader'),
  });
  // Powertools writes through a console of its own.
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const { handler } = await import('../../functions/explain.ts');
  // Lambda hands over any event, which the middleware types and checks.
  invoke = (event) => Reflect.apply(handler, undefined, [event, context]);
});

afterAll(async () => {
  jest.restoreAllMocks();
  await world.close();
});

describe('the function explain', () => {
  it.each([
    [{ name: 'api.example.com' }, { question: 'api.example.com', outcome: { code: 'NotAsked' } }],
    [{ object: 'Service/shop/api' }, { question: 'Service/shop/api', outcome: { code: 'NoSuchObject' } }],
  ])('answers %j with the trail, and changes nothing', async (event, trail) => {
    expect(await invoke(event)).toMatchObject(trail);
    expect(world.changing()).toEqual([]);
  });

  it('refuses what is no question, the event of a schedule included', async () => {
    const schedule = { 'detail-type': 'Scheduled Event', source: 'aws.scheduler', detail: {} };
    await expect(invoke(schedule)).rejects.toMatchObject({
      name: 'ConfigError',
      problems: [expect.stringMatching(/^The payload must be \{"name": /)],
    });
  });
});
