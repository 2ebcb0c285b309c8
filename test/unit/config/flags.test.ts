import { describe, expect, it } from '@jest/globals';
import type { Flag } from '../../../lib/config/flags/flag.ts';
import { ignoredFlags } from '../../../lib/config/flags/ignored.ts';
import { flags, flagTopics } from '../../../lib/config/flags.ts';
import { camelCase, environmentName, flagsByName, lookUp } from '../../../lib/config/names.ts';
import { defaultOf, readValue } from '../../../lib/config/read-value.ts';

const rows = Object.entries<Flag>(flags);

describe('the flag table', () => {
  it('has each flag under one topic', () => {
    expect(
      Object.values(flagTopics)
        .flatMap((topic) => Object.keys(topic))
        .toSorted(),
    ).toEqual(Object.keys(flags).toSorted());
  });

  it.each(rows)('describes --%s in sentences', (_, flag) => {
    expect(flag.summary).toMatch(/^[A-Z`].*[.)]$/);
  });

  it.each(rows)('has a default for --%s that the flag itself would accept', (_, flag) => {
    const value = defaultOf(flag);
    const texts = (Array.isArray(value) ? value : [value])
      .filter((part) => part !== undefined && part !== '')
      .map(String);
    const written = flag.kind === 'duration' ? texts.map((text) => `${text}s`) : texts;
    if (written.length > 0) expect(readValue(flag, written)).toEqual({ value });
    else expect([undefined, '', []]).toContainEqual(value);
  });

  it('has no name twice, ignored ones included', () => {
    const names = [
      ...rows.flatMap(([name, flag]) => [name, ...(flag.aliases ?? [])]),
      ...ignoredFlags.flatMap(({ names }) => names),
    ];
    expect(names).toHaveLength(new Set(names).size);
  });

  it('uses no flag that is ignored', () => {
    const ignored = ignoredFlags.flatMap(({ names }) => names);
    const hides = (name: string) =>
      ignored.some((pattern) => pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1))));
    expect([...flagsByName.keys()].filter(hides)).toEqual([]);
  });

  it('keeps the keys and passwords of others out of sight', () => {
    const secret = rows.filter(([, flag]) => flag.secret).map(([name]) => name);
    expect(secret).toEqual(['cf-password', 'txt-encrypt-aes-key']);
  });

  it.each([
    ['txt-owner-id', 'txtOwnerId', 'EXTERNAL_DNS_TXT_OWNER_ID'],
    ['nat64-networks', 'nat64Networks', 'EXTERNAL_DNS_NAT64_NETWORKS'],
    ['route53-requests-per-second', 'route53RequestsPerSecond', 'EXTERNAL_DNS_ROUTE53_REQUESTS_PER_SECOND'],
    ['source', 'source', 'EXTERNAL_DNS_SOURCE'],
  ])('calls %s %s and %s', (name, key, variable) => {
    expect([camelCase(name), environmentName(name)]).toEqual([key, variable]);
  });

  it.each([
    ['request-timeout', 'used'],
    ['interval', 'ignored'],
    ['azure-resource-group', 'ignored'],
    ['dynamodb-table', 'used'],
    ['azure', 'unknown'],
    ['constructor', 'unknown'],
  ])('knows %s as %s', (name, kind) => {
    expect(lookUp(name).kind).toBe(kind);
  });
});
