import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ExplainWorld } from '../support/explain-world.ts';
import { api, everything, flags, ours, service } from './explain-objects.ts';

let world: ExplainWorld;

beforeEach(async () => {
  world = await ExplainWorld.open();
});

afterEach(() => world.close());

describe('what a trail costs', () => {
  beforeEach(() => {
    world.letRead(...everything);
    world.kubernetes.apply(api);
    world.put('api.example.com', '192.0.2.1', ours('service/shop/api'));
    for (let index = 0; index < 400; index += 1) world.put(`host-${index}.example.com`, '192.0.2.7');
  });

  it('of a name in a zone of 800 record sets: the name, its wildcard and its row', async () => {
    await world.explain('api.example.com', flags);
    expect(world.route53.counts()).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 3 });
    expect([...world.lists()].sort()).toEqual([
      'events involvedObject.kind=Service,involvedObject.name=api,reportingComponent=external-dns',
      'ingresses',
      'services',
    ]);
  });

  it('of an object that is up to date: the object alone, and none of the others of its kind', async () => {
    const { trail } = await world.explain('Service/shop/api', flags);
    expect(trail.outcome.code).toBe('UpToDate');
    expect(world.lists()).toEqual([
      'services metadata.name=api',
      'events involvedObject.kind=Service,involvedObject.name=api,reportingComponent=external-dns',
    ]);
    expect(world.route53.counts()).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 3 });
  });

  it('of one object among thousands: the API server sends that one', async () => {
    for (let index = 0; index < 2_000; index += 1) world.kubernetes.apply(service(`other-${index}`, '', '192.0.2.7'));
    const { trail } = await world.explain('Service/shop/api', flags);
    expect(trail.sources).toMatchObject([{ name: 'service', objects: 1 }]);
    expect(trail.calls.kubernetes).toBe(2);
  });

  it('of an object that is not there: one list of it, its events, and nothing of Route 53', async () => {
    await world.explain('Service/shop/none', flags);
    expect(world.lists()).toHaveLength(2);
    expect(world.route53.counts()).toEqual({});
  });

  it('of an object with more than ten names: the zone in pages, not name by name', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `name-${index}.elsewhere.test`);
    world.kubernetes.apply(service('many', names.join(','), '192.0.2.1'));
    const { trail } = await world.explain('Service/shop/many', flags);
    expect(trail.decisions).toHaveLength(12);
    expect(world.route53.counts()).toEqual({ ListHostedZones: 1, ListResourceRecordSets: 2 });
  });

  it('of a deletion: the whole zone, because the guards count deletions', async () => {
    world.kubernetes.remove('v1', 'Service', 'shop', 'api');
    const { trail } = await world.explain('api.example.com', flags);
    expect(trail.outcome.code).toBe('Delete');
    expect(world.route53.counts()).toEqual({ ListHostedZones: 2, ListResourceRecordSets: 3 + 2 });
  });
});
