import { describe, expect, it } from '@jest/globals';
import { mistypedKeys } from '../../../lib/sources/annotation-typos.ts';
import { readAnnotations } from '../../../lib/sources/annotations.ts';
import { sources } from '../../../lib/sources/index.ts';

const old = 'external-dns.alpha.kubernetes.io/';

const mistyped = (key: string, prefix?: string) =>
  mistypedKeys(readAnnotations({ [`${prefix ?? old}${key}`]: 'x' }, prefix));

describe('an annotation key', () => {
  it.each([
    ['hostnames', 'hostname'],
    ['host-name', 'hostname'],
    ['tll', 'ttl'],
    ['targets', 'target'],
    ['aws-wieght', 'aws-weight'],
    ['aws-healthcheck-id', 'aws-health-check-id'],
  ])('%s is taken for a mistyped %s', (key, meant) => {
    expect(mistyped(key)).toEqual([`the annotation ${old}${key} is not read; perhaps ${old}${meant} is meant`]);
  });

  it.each(['cloudflare-proxied', 'scw-weight-by-country', 'webhook-anything', 'zone', 'coredns-group'])(
    '%s is left alone: it is no mistyped one',
    (key) => expect(mistyped(key)).toEqual([]),
  );

  it.each(
    [...new Set([...sources.values()].flatMap(({ annotations }) => annotations))].filter((key) => !key.includes('*')),
  )('%s, which a source reads, is known', (key) => {
    expect(mistyped(key)).toEqual([]);
  });

  it('is named under the prefix that this instance reads', () => {
    expect(mistyped('hostnames', 'dns.example/')).toEqual([
      'the annotation dns.example/hostnames is not read; perhaps dns.example/hostname is meant',
    ]);
  });
});
