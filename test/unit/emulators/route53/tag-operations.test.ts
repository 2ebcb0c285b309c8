import {
  ChangeTagsForResourceCommand,
  ListTagsForResourceCommand,
  ListTagsForResourcesCommand,
} from '@aws-sdk/client-route-53';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Connection, connect, failureOf } from './client-fixture.ts';

let connection: Connection;
beforeEach(async () => {
  connection = await connect();
});
afterEach(() => connection.close());

const hostedzone = 'hostedzone' as const;
const listAll = (ResourceIds: string[]) =>
  connection.client.send(new ListTagsForResourcesCommand({ ResourceType: hostedzone, ResourceIds }));

describe('the tags of zones', () => {
  it('are listed for several zones at once', async () => {
    const ids = [
      connection.route53.createZone('a.org', { tags: { team: 'shop', stage: 'prod' } }),
      connection.route53.createZone('b.org'),
    ];
    expect((await listAll(ids)).ResourceTagSets).toEqual([
      {
        ResourceType: hostedzone,
        ResourceId: ids[0],
        Tags: [
          { Key: 'team', Value: 'shop' },
          { Key: 'stage', Value: 'prod' },
        ],
      },
      { ResourceType: hostedzone, ResourceId: ids[1], Tags: [] },
    ]);
  });

  it('are added and removed', async () => {
    const ResourceId = connection.route53.createZone('a.org', { tags: { old: '1', kept: '2' } });
    const change = {
      ResourceType: hostedzone,
      ResourceId,
      AddTags: [{ Key: 'new', Value: '3' }],
      RemoveTagKeys: ['old'],
    };
    await connection.client.send(new ChangeTagsForResourceCommand(change));
    const { ResourceTagSet } = await connection.client.send(
      new ListTagsForResourceCommand({ ResourceType: hostedzone, ResourceId }),
    );
    expect(ResourceTagSet?.Tags).toEqual([
      { Key: 'kept', Value: '2' },
      { Key: 'new', Value: '3' },
    ]);
  });

  it.each([
    ['more than ten zones', Array.from({ length: 11 }, (_, index) => `Z${index}`), 'InvalidInput'],
    ['an id with its prefix', ['/hostedzone/Z0123456789012345678901234'], 'InvalidInput'],
    ['a zone that is not there', ['ZNONE'], 'NoSuchHostedZone'],
  ])('are not given for %s', async (_, ids, name) => {
    expect((await failureOf(listAll(ids))).name).toBe(name);
  });

  it('are not given for an overlong id, in the service`s own words', async () => {
    const long = '/hostedzone/Z0123456789012345678901234';
    expect((await failureOf(listAll([long]))).message).toBe(
      `1 validation error detected: Value '${long}' at 'resourceId' failed to satisfy constraint: Member must have length less than or equal to 32`,
    );
  });
});
