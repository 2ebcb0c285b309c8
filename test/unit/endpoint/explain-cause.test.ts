import { describe, expect, it } from '@jest/globals';
import type { Cause } from '../../../lib/endpoint/cause.ts';
import { explainCause } from '../../../lib/endpoint/explain-cause.ts';
import { sampleEndpoint, serviceReference } from '../../support/sample-endpoint.ts';

const given = { problem: 'the problem', fix: 'the fix' };
const winner = sampleEndpoint({ targets: ['192.0.2.1', '192.0.2.2'], refs: [serviceReference('api')] });
const own = sampleEndpoint();
const shared = sampleEndpoint({ refs: [serviceReference('a'), serviceReference('b')] });
const endpoint = sampleEndpoint({ recordType: 'MX' });

type Example = readonly [cause: Cause, why: readonly string[], fix: readonly string[] | 'nothing to mend'];

/** What each sentence has to name. */
const examples: readonly Example[] = [
  [{ code: 'UpToDate' }, ['DNS holds it'], 'nothing to mend'],
  [{ code: 'DryRun', would: 'Create' }, ['dry run', 'created'], 'nothing to mend'],
  [{ code: 'DryRun', would: 'Update' }, ['dry run', 'updated'], 'nothing to mend'],
  [{ code: 'DryRun', would: 'Delete' }, ['dry run', 'deleted'], 'nothing to mend'],
  [{ code: 'InvalidObject', ...given }, ['the problem'], ['the fix']],
  [{ code: 'InvalidName', ...given }, ['the problem'], ['the fix']],
  [{ code: 'InvalidTarget', ...given }, ['the problem'], ['the fix']],
  [{ code: 'NotAccepted', ...given }, ['the problem'], ['the fix']],
  [{ code: 'NoTargets', ...given }, ['the problem'], ['the fix']],
  [{ code: 'ZoneUnavailable', ...given }, ['the problem'], ['the fix']],
  [{ code: 'RecordConflict', winner }, ['Service/shop/api asks', 'A', '192.0.2.1, 192.0.2.2'], ['remove the name']],
  [{ code: 'RecordConflict', winner: shared }, ['Service/shop/a and Service/shop/b ask '], ['remove the name']],
  [{ code: 'RecordConflict', winner: { ...winner, refs: [] } }, ['another object asks'], ['remove the name']],
  [{ code: 'RecordConflict', winner: own }, ['the same object asks', 'A target', 'CNAME'], ['of one sort']],
  [{ code: 'RecordConflict', winner: { ...own, recordType: 'MX' } }, ['more than once'], ['one place']],
  [{ code: 'OwnerConflict', owner: 'you', ownOwner: 'me' }, ['"you"', '"me"'], ['"you"', 'another name']],
  [{ code: 'OwnerConflict', ownOwner: 'me' }, ['without an owner', '"me"'], ['--adopt']],
  [{ code: 'OwnershipNotStorable', rowName: 'a-ex.com', ...given }, ['"a-ex.com"', 'the problem'], ['the fix']],
  [{ code: 'RegistryAmbiguous', owners: ['me', 'you'] }, ['me, you'], ['TXT', 'remove']],
  [
    { code: 'RegistryAmbiguous', owners: ['me'], namesake: 'any.ex.com' },
    ['"any.ex.com"', '--txt-wildcard-replacement'],
    ['remove the one'],
  ],
  [{ code: 'NoMatchingZone', view: 'all-zones' }, ['no hosted zone', '"a.example.org"'], ['zone']],
  [{ code: 'NoMatchingZone', view: 'all-zones', meant: 'a.example.com' }, ['perhaps "a.example.com"'], ['zone']],
  [{ code: 'NoMatchingZone', view: 'some-zones' }, ['none of the hosted zones', '"a.example.org"'], 'nothing to mend'],
  [{ code: 'DeletionsHeld', limit: 'more than 5 names', checksum: 'abc' }, ['more than 5 names'], ['abc']],
  [
    { code: 'DeletionsHeld', dropped: 'this run does not read the source ingress', checksum: 'abc' },
    ['does not read the source ingress', 'held'],
    ['--approve=abc'],
  ],
  [{ code: 'SourceUnavailable', source: 'service', problem: '403' }, ['service', '403'], ['service']],
  [{ code: 'PolicyForbids', policy: 'create-only', would: 'Update' }, ['create-only', 'no update'], 'nothing to mend'],
  [
    { code: 'PolicyForbids', policy: 'upsert-only', would: 'Delete' },
    ['upsert-only', 'no deletion'],
    'nothing to mend',
  ],
  [{ code: 'Deferred', problem: 'the time was over' }, ['the time was over'], 'nothing to mend'],
  [{ code: 'DomainFiltered' }, ['outside the domains'], 'nothing to mend'],
  [{ code: 'TypeNotManaged' }, ['MX'], ['MX', '--managed-record-types']],
];

describe('explainCause', () => {
  it.each(examples)('of %j names %j and, to mend it, %j', (cause, why, fix) => {
    const explanation = explainCause(cause, endpoint);
    for (const word of why) expect(explanation.why).toContain(word);
    if (fix === 'nothing to mend') expect(explanation.fix).toBeUndefined();
    else for (const word of fix) expect(explanation.fix).toContain(word);
  });

  it.each(examples)('of %j is made of clauses, without final punctuation', (cause) => {
    const { why, fix = 'none' } = explainCause(cause, endpoint);
    expect([why, fix].filter((clause) => /[.!]$/.test(clause))).toEqual([]);
  });
});
