import { describe, expect, it } from '@jest/globals';
import { parsed, problemsWith } from '../../support/parsed-config.ts';

const configuredBy = (environment: Readonly<Record<string, string | undefined>>) =>
  parsed({ flags: ['--source=fake'], environment }).config;

describe('the environment', () => {
  it.each([
    ['example.com', ['example.com']],
    ['a.com\nb.com', ['a.com', 'b.com']],
    ['a.com\r\nb.com\r\n', ['a.com', 'b.com']],
    ['a.com\n', ['a.com']],
    ['a.com\n\n', ['a.com']],
    ['\n', []],
    ['a.com,b.com', ['a.com,b.com']],
    ['a.com b.com', ['a.com b.com']],
  ])('holds a list with one value a line: %j', (text, domainFilter) => {
    expect(configuredBy({ EXTERNAL_DNS_DOMAIN_FILTER: text }).domainFilter).toEqual(domainFilter);
  });

  it.each(['1', 't', 'T', 'true', 'True', 'TRUE'])('takes %s for true', (text) => {
    expect(configuredBy({ EXTERNAL_DNS_DRY_RUN: text }).dryRun).toBe(true);
  });

  it.each(['0', 'f', 'F', 'false', 'False', 'FALSE'])('takes %s for false', (text) => {
    expect(configuredBy({ EXTERNAL_DNS_EXCLUDE_UNSCHEDULABLE: text }).excludeUnschedulable).toBe(false);
  });

  it('takes an empty variable for unset', () => {
    const config = configuredBy({ EXTERNAL_DNS_POLICY: '', EXTERNAL_DNS_TXT_OWNER_ID: '', EXTERNAL_DNS_UNKNOWN: '' });
    expect(config).toMatchObject({ policy: 'sync', txtOwnerId: undefined });
  });

  it('keeps the line breaks of a text', () => {
    expect(configuredBy({ EXTERNAL_DNS_NAMESPACE: 'a\nb' }).namespace).toBe('a\nb');
  });

  it('leaves variables of others alone', () => {
    expect(parsed({ environment: { EXTERNAL_DNS_SOURCE: 'fake', HOME: '/', XEXTERNAL_DNS_A: 'b' } }).warnings).toEqual(
      [],
    );
  });

  it.each([
    'EXTERNAL_DNS_SERVICE_HOST',
    'EXTERNAL_DNS_SERVICE_PORT_HTTP',
    'EXTERNAL_DNS_PORT',
    'EXTERNAL_DNS_PORT_7979_TCP',
    'EXTERNAL_DNS_PORT_7979_TCP_ADDR',
    'EXTERNAL_DNS_WEBHOOKS_SERVICE_PORT',
  ])('leaves %s alone, which Kubernetes sets for a Service', (variable) => {
    expect(problemsWith({ environment: { EXTERNAL_DNS_SOURCE: 'fake', [variable]: 'tcp://10.0.0.1:7979' } })).toEqual(
      [],
    );
  });

  it.each([
    [
      'EXTERNAL_DNS_TXT_OWNERID',
      'EXTERNAL_DNS_TXT_OWNERID is not a setting of dns-herald; did you mean EXTERNAL_DNS_TXT_OWNER_ID?',
    ],
    ['EXTERNAL_DNS_source', 'EXTERNAL_DNS_source is not a setting of dns-herald; did you mean EXTERNAL_DNS_SOURCE?'],
    ['EXTERNAL_DNS_QQQQQQQQQQQQQQQQQQQQ', 'EXTERNAL_DNS_QQQQQQQQQQQQQQQQQQQQ is not a setting of dns-herald.'],
    ['EXTERNAL_DNS_OUTPUT', 'EXTERNAL_DNS_OUTPUT is not a setting of dns-herald.'],
    [
      'EXTERNAL_DNS_MIN_TTL',
      'EXTERNAL_DNS_MIN_TTL "1" is not a duration; write numbers with units, such as 60s or 1m30s.',
    ],
  ])('%s=1 gives: %s', (variable, problem) => {
    expect(problemsWith({ environment: { EXTERNAL_DNS_SOURCE: 'fake', [variable]: '1' } })).toEqual([problem]);
  });

  it('refuses both names of one setting', () => {
    const environment = {
      EXTERNAL_DNS_SOURCE: 'fake',
      EXTERNAL_DNS_REQUEST_TIMEOUT: '1s',
      EXTERNAL_DNS_KUBE_API_REQUEST_TIMEOUT: '2s',
    };
    expect(problemsWith({ environment })).toEqual([
      'EXTERNAL_DNS_REQUEST_TIMEOUT and EXTERNAL_DNS_KUBE_API_REQUEST_TIMEOUT are one setting; keep one of them.',
    ]);
  });

  it('accepts what has no meaning here with a warning', () => {
    const environment = { EXTERNAL_DNS_SOURCE: 'fake', EXTERNAL_DNS_INTERVAL: '1m', EXTERNAL_DNS_RFC2136_PORT: '53' };
    expect(parsed({ environment }).warnings).toEqual([
      'EXTERNAL_DNS_INTERVAL is ignored: a schedule invokes the function, and every run reads everything.',
      'EXTERNAL_DNS_RFC2136_PORT is ignored: it belongs to another DNS provider; the provider here is aws.',
    ]);
  });
});
