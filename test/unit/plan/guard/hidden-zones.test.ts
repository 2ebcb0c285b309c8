import { describe, expect, it } from '@jest/globals';
import type { Cause, Refusal } from '../../../../lib/endpoint/cause.ts';
import type { Change } from '../../../../lib/plan/change.ts';
import { keepForHiddenZones } from '../../../../lib/plan/guard/hidden-zones.ts';
import { guardInput } from '../../../support/guard-input.ts';
import { serviceReference } from '../../../support/sample-endpoint.ts';
import { record } from '../../../support/zone-records.ts';

const unreadable: Cause = { code: 'ZoneUnavailable', problem: 'its record sets could not be read', fix: 'let it' };
const refusal = (changes: Partial<Refusal> = {}): Refusal => ({
  dnsName: 'a.ex.com',
  targets: [],
  refs: [serviceReference()],
  cause: unreadable,
  ...changes,
});

const endpoint = record('me', { refs: [serviceReference()] });
const deletion: Change = { action: 'Delete', endpoint };
const guarded = (changes: readonly Change[], ...refusals: readonly Refusal[]) =>
  keepForHiddenZones(changes, guardInput({ refusals }));

describe('keepForHiddenZones', () => {
  it('keeps a record whose object wants the name in a zone that could not be read', () => {
    expect(guarded([deletion], refusal())).toEqual([{ action: 'None', endpoint, cause: unreadable }]);
  });

  it.each<readonly [string, readonly Change[], Refusal]>([
    ['of another name', [deletion], refusal({ dnsName: 'b.ex.com' })],
    ['of another object', [deletion], refusal({ refs: [{ ...serviceReference(), name: 'other' }] })],
    ['refused for another reason', [deletion], refusal({ cause: { code: 'NoMatchingZone', view: 'all-zones' } })],
    [
      'whose record makes room for another in its own zone',
      [deletion, { action: 'Create', endpoint: { ...endpoint, recordType: 'CNAME' } }],
      refusal(),
    ],
    [
      'whose record makes room for one that is updated in its own zone',
      [deletion, { action: 'Update', endpoint: { ...endpoint, recordType: 'AAAA' }, current: endpoint }],
      refusal(),
    ],
    ['that is to be made, not deleted', [{ action: 'None', endpoint, cause: { code: 'UpToDate' } }], refusal()],
  ])('lets the record of a wish go %s', (_, changes, asked) => {
    expect(guarded(changes, asked)).toEqual(changes);
  });

  it.each<readonly [string, Change]>([
    ['of another name', { action: 'Create', endpoint: { ...endpoint, dnsName: 'b.ex.com' } }],
    [
      'of the name in another zone',
      { action: 'Create', endpoint: { ...endpoint, zone: { id: 'Z2', name: 'ex.com', visibility: 'private' } } },
    ],
    ['that is not made', { action: 'None', endpoint, cause: { code: 'UpToDate' } }],
  ])('keeps it beside a record %s', (_, other) => {
    expect(guarded([deletion, other], refusal())).toEqual([{ action: 'None', endpoint, cause: unreadable }, other]);
  });
});
