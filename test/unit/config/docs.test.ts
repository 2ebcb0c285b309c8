import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { configurationPage, flagHelp } from '../../../lib/config/docs.ts';
import { flags } from '../../../lib/config/flags.ts';

describe('the help of the command line', () => {
  it.each([
    ['policy', 'One of sync, upsert-only, create-only. Default: sync.'],
    ['managed-record-types', 'May be repeated. Default: A, AAAA, CNAME.'],
    ['exclude-unschedulable', 'Default: true.'],
    ['kube-api-request-timeout', 'Also --request-timeout. Default: 30s.'],
    ['txt-encrypt-aes-key', 'Never shown.'],
  ])('says of --%s: %s', (name, text) => {
    const flag = flagHelp()
      .flatMap((topic) => topic.flags)
      .find(({ usage }) => usage.replace('[no-]', '').startsWith(`--${name}`));
    expect(flag?.text).toContain(text);
  });
});

describe('the documentation of the configuration', () => {
  it('is what docs/configuration.md holds (else: npm exec -- node scripts/docs.ts)', () => {
    expect(configurationPage()).toBe(readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8'));
  });

  it.each(Object.keys(flags))('has a row for --%s, and a line of help', (name) => {
    expect(configurationPage()).toContain(`| \`--${name}\` |`);
    const usages = flagHelp().flatMap((topic) => topic.flags.map(({ usage }) => usage));
    expect(usages).toContainEqual(expect.stringMatching(new RegExp(`^--(\\[no-\\])?${name}(=[A-Z]+)?$`)));
  });

  it.each([
    '| `--kube-api-request-timeout` | `EXTERNAL_DNS_KUBE_API_REQUEST_TIMEOUT` | duration | `30s` | How long one request to the API server may take; 0s is no limit. Also `--request-timeout`. |',
    '| `--aws-zone-type` | `EXTERNAL_DNS_AWS_ZONE_TYPE` | choice |  | Only zones of this type (default: both). One of `public`, `private`. |',
    '| `--managed-record-types` | `EXTERNAL_DNS_MANAGED_RECORD_TYPES` | choices | `A`, `AAAA`, `CNAME` | Record types that are created, updated and deleted. One of `A`, `AAAA`, `CNAME`, `TXT`, `SRV`, `NS`, `PTR`, `MX`, `NAPTR`, `DNAME`. |',
    '| `--webhook-*` | there is no webhook provider. |',
  ])('says: %s', (row) => {
    expect(configurationPage().split('\n')).toContain(row);
  });
});
