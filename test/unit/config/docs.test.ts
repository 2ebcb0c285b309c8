import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { configurationPage, flagHelp } from '../../../lib/config/docs.ts';
import { flags } from '../../../lib/config/flags.ts';

describe('the documentation of the configuration', () => {
  it('is what docs/configuration.md holds (else: npm exec -- node scripts/docs.ts)', () => {
    expect(configurationPage()).toBe(readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8'));
  });

  it.each(Object.keys(flags))('has a row for --%s, and a line of help', (name) => {
    expect(configurationPage()).toContain(`| \`--${name}\` |`);
    expect(flagHelp()).toMatch(new RegExp(`^ {2}--(\\[no-\\])?${name}(=[A-Z]+)?$`, 'm'));
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
