import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { service } from '../scenarios/manifests.ts';
import { resultLines, Stage } from '../scenarios/stage.ts';
import { write } from '../scenarios/world.ts';
import { type EmbeddedWorld, startEmbeddedWorld } from '../support/embedded-world.ts';

let world: EmbeddedWorld;
let stage: Stage;

beforeAll(async () => {
  world = await startEmbeddedWorld();
});

afterAll(() => world.stop());

/** A name in the zone `example.com`, and then a zone of its own below it. */
beforeEach(async () => {
  stage = await Stage.open(world);
  await stage.apply(service('api', 'api.shop.example.com', '192.0.2.1'));
  await stage.run(['--source=service']);
  world.account.createZone('shop.example.com', { id: 'ZCHILD' });
  world.account.put(stage.zoneId, delegation);
  world.account.resetRequests();
});

const delegation: ResourceRecordSet = {
  Name: 'shop.example.com',
  Type: 'NS',
  TTL: 300,
  ResourceRecords: [{ Value: 'ns-1.example.net.' }],
};

const run = async (...flags: readonly string[]) => resultLines(await stage.run(['--source=service', ...flags]));

/** The A records of both zones. */
const held = () => [stage.zoneId, 'ZCHILD'].map((zone) => addressesIn(zone));

const addressesIn = (zone: string) =>
  world.account.recordSets(zone).flatMap(({ Name, Type }) => (Type === 'A' ? [Name] : []));

const name = 'api.shop.example.com.';

describe('a name whose zone gets a child zone for it', () => {
  it('moves there in one run, and is in one of them at any time', async () => {
    expect(await run()).toEqual(['Success A api.shop.example.com', 'Success A api.shop.example.com']);
    expect(held()).toEqual([[], [name]]);
    const written = world.account.requests.filter(({ action }) => action === 'ChangeResourceRecordSets');
    expect(written.map(({ zoneId }) => zoneId)).toEqual(['ZCHILD', stage.zoneId]);
    expect(await run()).toEqual([]);
  });

  it('stays while the child zone cannot be written, and moves when it can', async () => {
    const allow = world.account.fail({ action: 'ChangeResourceRecordSets', zoneId: 'ZCHILD', answer: 'deny' });
    expect([...(await run())].sort()).toEqual(['Deferred A api.shop.example.com', 'Failed A api.shop.example.com']);
    expect(held()).toEqual([[name], []]);
    allow();
    await run();
    expect(held()).toEqual([[], [name]]);
  });

  it('stays while the child zone cannot be read, and moves when it can', async () => {
    const allow = world.account.fail({ action: 'ListResourceRecordSets', zoneId: 'ZCHILD', answer: 'deny' });
    const { report } = await stage.run(['--source=service']);
    expect(report.results.map(({ cause, action }) => [cause, action])).toEqual([
      ['ZoneUnavailable', 'None'],
      ['ZoneUnavailable', 'None'],
    ]);
    expect(report.warnings).toEqual([
      expect.stringMatching(/^The hosted zone shop\.example\.com \(ZCHILD\) was left as it is: its record sets could/),
    ]);
    expect(held()).toEqual([[name], []]);
    allow();
    await run();
    expect(held()).toEqual([[], [name]]);
  });

  it('is in both until the parent delegates to the child, for nobody would find it there', async () => {
    await write(world, stage.zoneId, 'DELETE', delegation);
    expect(await run()).toEqual(['Deferred A api.shop.example.com', 'Success A api.shop.example.com']);
    expect([await run(), held()]).toEqual([['Deferred A api.shop.example.com'], [[name], [name]]]);
    world.account.put(stage.zoneId, delegation);
    expect([await run(), held()]).toEqual([['Success A api.shop.example.com'], [[], [name]]]);
  });

  it('stays while the child holds it without an owner', async () => {
    world.account.put('ZCHILD', {
      ...delegation,
      Name: 'api.shop.example.com',
      Type: 'A',
      ResourceRecords: [{ Value: '192.0.2.1' }],
    });
    expect(await run()).toEqual(['Deferred A api.shop.example.com', 'OwnerConflict A api.shop.example.com']);
    expect(held()).toEqual([[name], [name]]);
  });
});

describe('a name whose zone gets a second zone of the same name', () => {
  it.each(['A0', 'ZZ'])('stays where it is, whatever the id of the second (%s)', async (id) => {
    await run();
    world.account.createZone('shop.example.com', { id });
    expect(await run()).toEqual([]);
    await stage.apply(service('api', 'api.shop.example.com', '192.0.2.9'));
    expect(await run()).toEqual(['Success A api.shop.example.com']);
    expect([addressesIn('ZCHILD'), addressesIn(id)]).toEqual([[name], []]);
  });
});

describe('a name that gets a zone of its own', () => {
  it('stays in the parent where the new zone cannot hold its ownership row', async () => {
    await stage.apply(service('shop', 'mail.example.com', '192.0.2.2'));
    await run();
    world.account.createZone('mail.example.com', { id: 'ZMAIL' });
    world.account.put(stage.zoneId, { ...delegation, Name: 'mail.example.com' });
    expect(await run()).toContain('OwnershipNotStorable A mail.example.com');
    expect(held().flat()).toContain('mail.example.com.');
  });
});
