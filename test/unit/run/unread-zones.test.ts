import { expect, it } from '@jest/globals';
import { unreadZones } from '../../../lib/run/unread-zones.ts';

const zone = { id: 'Z1', name: 'example.org', visibility: 'public' } as const;
const nothing = { zones: [], records: [], unavailable: [] };

it('tells of every zone that could not be read', () => {
  const reading = {
    ...nothing,
    unavailable: [{ zone, problem: 'its record sets could not be read: AccessDenied: no' }],
    unlisted: [
      { by: 'the role arn', problem: 'the hosted zones of the role arn could not be listed: AccessDenied: no' },
    ],
  };
  expect(unreadZones(reading)).toEqual([
    'Nothing was read or written in zones that are not known: the hosted zones of the role arn could not be listed: AccessDenied: no.',
    'The hosted zone example.org (Z1) was left as it is: its record sets could not be read: AccessDenied: no.',
  ]);
});

it('says nothing where all was read', () => {
  expect(unreadZones({ ...nothing, zones: [zone] })).toEqual([]);
});

it('says which settings to look at where no zone is served at all', () => {
  expect(unreadZones(nothing)).toEqual([expect.stringMatching(/^No hosted zone is served .*correct --domain-filter/)]);
});
