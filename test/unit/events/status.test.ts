import { describe, expect, it } from '@jest/globals';
import { type ObjectStatus, statusesOf } from '../../../lib/events/status.ts';
import type { ChangeResult } from '../../../lib/plan/change.ts';
import { serviceReference } from '../../support/sample-endpoint.ts';
import { causes, created, deleted, failed, placed, skipped, updated } from './result-fixture.ts';

const statusOf = (...results: readonly ChangeResult[]): ObjectStatus | undefined => statusesOf(results).get('uid-web');
const name = 'a.example.org';

describe('the status of an object', () => {
  it.each<readonly [string, ChangeResult, ObjectStatus | undefined]>([
    ['a creation', created(), { ready: [name] }],
    ['an update', updated, { ready: [name] }],
    ['a record in place', skipped(causes.UpToDate), { ready: [name] }],
    ['a failure', failed(), { error: { [name]: 'Failed' } }],
    ['a refusal', skipped(causes.OwnerConflict), { error: { [name]: 'OwnerConflict' } }],
    ['a name that waits', skipped(causes.NoTargets), { skipped: { [name]: 'NoTargets' } }],
    ['a deletion', deleted, undefined],
    ['a creation of a dry run', skipped(causes.DryRun), undefined],
    ['a name that another instance may serve', skipped(causes.DomainFiltered), undefined],
  ])('with %s', (_, result, status) => {
    expect(statusOf(result)).toEqual(status);
  });

  it('counts a name by its worst outcome, whatever the order', () => {
    const results = [created(), failed({ recordType: 'AAAA' }), skipped(causes.NoTargets)];
    expect(statusOf(...results)).toEqual({ error: { [name]: 'Failed' } });
    expect(statusOf(...results.toReversed())).toEqual({ error: { [name]: 'Failed' } });
  });

  it('lists names in order, twenty of a kind, and counts the others', () => {
    const names = Array.from({ length: 25 }, (_, index) => `n${String(index).padStart(2, '0')}.example.org`);
    const shuffled = [...names.slice(9), ...names.slice(0, 9)];
    expect(statusOf(...shuffled.map((dnsName) => created({ dnsName })))).toEqual({
      ready: names.slice(0, 20),
      more: 5,
    });
  });

  it('lists twenty problems at most beside the others', () => {
    const names = Array.from({ length: 21 }, (_, index) => `n${String(index).padStart(2, '0')}.example.org`);
    const problems = names.map((dnsName) => failed({ dnsName }));
    expect(statusOf(...problems, created(), skipped(causes.NoTargets, placed({ dnsName: 'b.example.org' })))).toEqual({
      ready: [name],
      error: Object.fromEntries(names.slice(0, 20).map((each) => [each, 'Failed'])),
      skipped: { 'b.example.org': 'NoTargets' },
      more: 1,
    });
  });

  it('is its own, and needs a uid', () => {
    const { uid: _uid, ...gone } = serviceReference('gone');
    const statuses = statusesOf([created(), created(placed({ refs: [serviceReference('api'), gone] }))]);
    expect([...statuses.keys()]).toEqual(['uid-web', 'uid-api']);
  });
});
