import { describe, expect, it } from '@jest/globals';
import type { Facts } from '../../../lib/events/event.ts';
import { factsOf } from '../../../lib/events/facts.ts';
import type { ChangeResult } from '../../../lib/plan/change.ts';
import { causes, created, failed, held, placed, skipped, updated } from './result-fixture.ts';

const teller = { owner: 'me', checksum: 'abc' };

const everywhere = {
  'dns-name': ['a.example.org'],
  'record-type': ['A'],
  zone: ['example.org'],
  'zone-id': ['Z1'],
  targets: ['192.0.2.1'],
  ttl: ['60'],
  owner: ['me'],
  checksum: ['abc'],
};

describe('the facts of', () => {
  it.each<readonly [string, ChangeResult, Facts]>([
    ['a creation', created(), { cause: ['Success'] }],
    ['an update', updated, { cause: ['Success'], 'former-targets': ['192.0.2.9'], 'former-ttl': ['60'] }],
    [
      'an update of the routing',
      {
        change: {
          action: 'Update',
          endpoint: placed({ setIdentifier: 'blue', providerSpecific: { 'aws/weight': '10', 'aws/health': 'h' } }),
          current: held({ targets: ['192.0.2.1'], providerSpecific: { 'aws/weight': '20' } }),
        },
        status: 'Success',
      },
      {
        cause: ['Success'],
        'set-identifier': ['blue'],
        routing: ['aws/health=h', 'aws/weight=10'],
        'former-routing': ['aws/weight=20'],
        'former-targets': ['192.0.2.1'],
        'former-ttl': ['60'],
      },
    ],
    ['a conflict of owners', skipped(causes.OwnerConflict), { cause: ['OwnerConflict'], 'record-owner': ['them'] }],
    [
      'an ambiguous owner',
      skipped(causes.RegistryAmbiguous),
      { cause: ['RegistryAmbiguous'], 'record-owner': ['me', 'them'] },
    ],
    ['a held deletion', skipped(causes.DeletionsHeld), { cause: ['DeletionsHeld'], approval: ['abc123'] }],
    [
      'a failure, with what its note must not say',
      {
        ...failed(),
        error: {
          code: 'AccessDenied',
          message: 'User: arn:aws:iam::123456789012:user/x may not (Request ID: 0d9e8c1a-1111)',
          requestId: 'r-1',
        },
        status: 'Failed',
      },
      {
        cause: ['Failed'],
        'error-code': ['AccessDenied'],
        'request-id': ['r-1', '0d9e8c1a-1111'],
        account: ['123456789012'],
      },
    ],
    [
      'a zone that could not be read',
      skipped({ code: 'ZoneUnavailable', problem: 'p', fix: 'f', error: { code: 'Throttling', requestId: 'r-2' } }),
      { cause: ['ZoneUnavailable'], 'error-code': ['Throttling'], 'request-id': ['r-2'] },
    ],
  ])('%s', (_, result, facts) => {
    expect(factsOf([result], teller)).toEqual({ ...everywhere, ...facts });
  });

  it('several records list each value once', () => {
    const facts = factsOf([created(), created({ dnsName: 'b.example.org' }), created({ recordType: 'AAAA' })], {});
    expect(facts).toMatchObject({ 'dns-name': ['a.example.org', 'b.example.org'], 'record-type': ['A', 'AAAA'] });
    expect(facts.zone).toEqual(['example.org']);
  });

  it('a malformed object leaves out what nobody knows', () => {
    const facts = factsOf([skipped(causes.InvalidObject, { dnsName: '', targets: [], refs: [] })], {});
    expect(facts).toEqual({ cause: ['InvalidObject'] });
  });

  it('a huge record are short: one long value is cut', () => {
    const [told = '', ...others] = factsOf([created({ targets: ['x'.repeat(5000), 'y'] })], {}).targets ?? [];
    expect([told, Buffer.byteLength(told), others]).toEqual([expect.stringMatching(/^x+…$/), 2048, []]);
  });

  it('a huge record are short: of many values as many are told as fit, and an ellipsis', () => {
    const targets = Array.from({ length: 400 }, (_, index) => `1234567890-${1000 + index}`);
    expect(factsOf([created({ targets })], {}).targets).toEqual([...targets.slice(0, 128), '…']);
    expect(factsOf([created({ targets: targets.slice(0, 128) })], {}).targets).toEqual(targets.slice(0, 128));
  });
});
