import { describe, expect, it } from '@jest/globals';
import { chooseInstance } from '../../../lib/clusters/choose-instance.ts';
import type { Instance } from '../../../lib/clusters/instance.ts';
import { ConfigError } from '../../../lib/config/config.ts';

const environment = {};
const instances: readonly Instance[] = [
  { cluster: 'prod-eu', environment },
  { cluster: 'prod-us', shard: 'zone-1', environment },
  { cluster: 'prod-us', shard: 'zone-2', environment },
];

describe('the instance that a payload means', () => {
  it.each([
    [{ cluster: 'prod-eu' }, instances[0]],
    [{ cluster: 'prod-us', shard: 'zone-2', dryRun: true }, instances[2]],
  ])('of %j is found by its name', (event, instance) => {
    expect(chooseInstance(instances, event)).toBe(instance);
  });

  it.each([undefined, null, {}, 'text', { dryRun: true }])(
    'is none for %j where there is no clusters file',
    (event) => {
      expect(chooseInstance(undefined, event)).toBeUndefined();
    },
  );

  it.each([
    [{}, 'The payload names no cluster; this function serves prod-eu, prod-us.'],
    [{ shard: 'zone-1' }, 'The payload names no cluster; this function serves prod-eu, prod-us.'],
    [
      { cluster: 'prod-euu' },
      `The payload's cluster "prod-euu" is not in the clusters file that was packaged; did you mean prod-eu?`,
    ],
    [{ cluster: 7 }, `The payload's cluster 7 is not in the clusters file that was packaged; it has prod-eu, prod-us.`],
    [{ cluster: 'prod-eu', shard: 'a' }, `The payload's shard is "a", but prod-eu has no shards; leave it out.`],
    [
      { cluster: 'prod-us' },
      'The payload names no shard, and prod-us is divided into some: add "shard", one of zone-1, zone-2.',
    ],
    [
      { cluster: 'prod-us', shard: 'zone-3' },
      `The payload's shard "zone-3" is not in the clusters file that was packaged; did you mean zone-1?`,
    ],
  ])('of %j is refused: %s', (event, problem) => {
    expect(() => chooseInstance(instances, event)).toThrow(new ConfigError([problem]));
  });

  it('is refused where there is no clusters file', () => {
    expect(() => chooseInstance(undefined, { cluster: 'a' })).toThrow(
      `The payload's cluster is "a", but this function was packaged without a clusters file; leave it out, or deploy with the parameter clusters.`,
    );
  });

  it('is not hidden in a list of a thousand', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ cluster: `c${index}`, environment }));
    expect(() => chooseInstance(many, {})).toThrow(/c0, .*, c19 and 10 more\.$/);
  });
});
