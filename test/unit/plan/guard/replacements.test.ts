import { describe, expect, it } from '@jest/globals';
import type { Cause } from '../../../../lib/endpoint/cause.ts';
import type { Endpoint, Zone } from '../../../../lib/endpoint/endpoint.ts';
import type { Change } from '../../../../lib/plan/change.ts';
import { keepUntilReplaced } from '../../../../lib/plan/guard/replacements.ts';
import { guardInput } from '../../../support/guard-input.ts';
import { sampleEndpoint } from '../../../support/sample-endpoint.ts';
import { record } from '../../../support/zone-records.ts';

const here: Zone = { id: 'Z1', name: 'ex.com', visibility: 'public' };
const there: Zone = { id: 'Z2', name: 'a.ex.com', visibility: 'public' };
const inner: Zone = { ...there, visibility: 'private' };
const dnsName = 'a.ex.com';

const conflict: Cause = { code: 'OwnerConflict', ownOwner: 'me' };
const wish = (zone: Zone, changes: Partial<Endpoint> = {}) => sampleEndpoint({ dnsName, zone, ...changes });
const refused = (zone: Zone, cause: Cause = conflict): Change => ({ action: 'None', endpoint: wish(zone), cause });
const deletion: Change = { action: 'Delete', endpoint: record('me', { dnsName, zone: here }) };

const isKept = (...others: readonly Change[]): boolean => {
  const [first] = keepUntilReplaced([deletion, ...others], guardInput());
  return first?.action === 'None' && first.cause.code === 'Deferred';
};

describe('the last record of a name that is asked for', () => {
  it.each<readonly [string, Change]>([
    ['belongs to nobody in the zone that it moves to', refused(there)],
    ['cannot be owned there', refused(there, { code: 'OwnershipNotStorable', rowName: 'r', problem: 'p', fix: 'f' })],
    ['waits for approval there', refused(there, { code: 'AdoptionHeld', checksum: '1' })],
    ['has a foreign record of another type beside it', refused(here)],
  ])('stays where the name %s', (_, other) => {
    expect(isKept(other)).toBe(true);
  });

  it.each<readonly [string, readonly Change[]]>([
    ['nothing is asked for', []],
    ['another record of ours stays', [refused(there), refused(here, { code: 'UpToDate' })]],
    ['another record comes', [refused(there), { action: 'Create', endpoint: wish(here, { recordType: 'AAAA' }) }]],
    ['what is refused would be private', [refused(inner)]],
    ['what is refused has no targets', [refused(there, { code: 'NoTargets', problem: 'p', fix: 'f' })]],
    ['what is kept is another record', [{ action: 'None', endpoint: deletion.endpoint, cause: conflict }]],
    ['another name is refused', [{ action: 'None', endpoint: wish(there, { dnsName: 'b.ex.com' }), cause: conflict }]],
  ])('goes where %s', (_, others) => {
    expect(isKept(...others)).toBe(false);
  });
});

it('says what the record waits for', () => {
  const problem = 'its name is still asked for, and the record that is to come in its place cannot be made yet';
  const [first] = keepUntilReplaced([deletion, refused(there)], guardInput());
  expect(first).toEqual({ action: 'None', endpoint: deletion.endpoint, cause: { code: 'Deferred', problem } });
});
