import { describe, expect, it } from '@jest/globals';
import { readAnnotations } from '../../../lib/sources/annotations.ts';
import { annotatedSettings, recordTtl } from '../../../lib/sources/record-settings.ts';
import { ingresses } from '../../../lib/sources/resources.ts';
import { readSourceObject } from '../../../lib/sources/source-object.ts';

const prefix = 'external-dns.kubernetes.io/';

describe('recordTtl', () => {
  it.each([
    ['60', 60],
    ['+060', 60],
    ['1m30s', 90],
    ['20.5s', 20],
    ['2147483647', 2_147_483_647],
  ])('reads %j as %d seconds', (value, ttl) => {
    expect(recordTtl(readAnnotations({ [`${prefix}ttl`]: value }, undefined))).toEqual({ ttl });
  });

  it.each(['0', '-60', '999ms', '2147483648', '1d', '60.5', '1h-5m', ' 60', '', '1_000', '0x10'])(
    'has no TTL and a problem for %j',
    (value) => {
      const read = recordTtl(readAnnotations({ [`${prefix}ttl`]: value }, undefined));
      expect(read.ttl).toBeUndefined();
      expect(read.problem).toContain(`${prefix}ttl says ${JSON.stringify(value)}`);
    },
  );

  it('has neither where nothing is said', () => {
    expect(recordTtl(readAnnotations({}, undefined))).toEqual({});
  });
});

describe('annotatedSettings', () => {
  it.each([
    ['alias', 'true', { alias: 'true' }],
    ['alias', 'True', {}],
    ['alias', 'AAAA', {}],
    ['record-type', '', { 'record-type': '' }],
    ['aws-weight', '10', { 'aws/weight': '10' }],
    ['aws-geolocation-country-code', 'DE', { 'aws/geolocation-country-code': 'DE' }],
    ['scw-weight', '1', { 'scw/weight': '1' }],
    ['webhook-x', '1', { 'webhook/x': '1' }],
    ['coredns-group', 'g', { 'coredns/group': 'g' }],
    ['azure-tags', 'a=b', { 'azure/tags': 'a=b' }],
    ['azure-other', 'a=b', {}],
    ['cloudflare-proxied', 'true', { [`${prefix}cloudflare-proxied`]: 'true' }],
    ['cloudflare-unknown', 'true', {}],
    ['set-identifier', 'blue', {}],
  ])('reads %s=%j as properties', (key, value, providerSpecific) => {
    expect(settingsOf({ [`${prefix}${key}`]: value }).providerSpecific).toEqual(providerSpecific);
  });

  it('takes the set identifier, and an empty one for none', () => {
    expect(settingsOf({ [`${prefix}set-identifier`]: 'blue' }).setIdentifier).toBe('blue');
    expect(settingsOf({ [`${prefix}set-identifier`]: '' })).not.toHaveProperty('setIdentifier');
  });
});

function settingsOf(annotations: Readonly<Record<string, string>>) {
  const kind = { source: 'ingress', resource: ingresses, label: 'ingress' };
  const read = readSourceObject(kind, { metadata: { name: 'web', namespace: 'shop', annotations } }, undefined);
  if (!read.ok) throw new Error(read.cause.problem);
  return annotatedSettings(read.value);
}
