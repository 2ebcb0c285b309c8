import { describe, expect, it } from '@jest/globals';
import type { Cause, Refusal } from '../../../../lib/endpoint/cause.ts';
import type { Change } from '../../../../lib/plan/change.ts';
import { keepMalformedObjects } from '../../../../lib/plan/guard/malformed-objects.ts';
import { guardInput } from '../../../support/guard-input.ts';
import { serviceReference } from '../../../support/sample-endpoint.ts';
import { record, wish } from '../../../support/zone-records.ts';

const malformed: Cause = { code: 'InvalidObject', problem: 'spec.endpoints is a string', fix: 'write a list' };

const badTarget: Cause = { code: 'InvalidTarget', problem: 'the target 192.0.2. is none', fix: 'write an address' };

const refusal = (changes: Partial<Refusal> = {}): Refusal => ({
  dnsName: '',
  targets: [],
  refs: [serviceReference()],
  cause: malformed,
  ...changes,
});

const endpoint = record('me', { refs: [serviceReference()] });
const deletion: Change = { action: 'Delete', endpoint };
const guarded = (changes: readonly Change[], ...refusals: readonly Refusal[]) =>
  keepMalformedObjects(changes, guardInput({ refusals }));

describe('keepMalformedObjects', () => {
  it.each([
    ['is too malformed to name what it wants', refusal()],
    ['says something malformed of that name', refusal({ dnsName: 'A.ex.com.' })],
    [
      'is one of several that ask for it',
      refusal({ refs: [{ ...serviceReference(), name: 'other' }, serviceReference()] }),
    ],
    ['gives it a target that is none', refusal({ dnsName: 'a.ex.com', cause: badTarget })],
  ])('keeps a record whose object %s', (_, asked) => {
    expect(guarded([deletion], asked)).toEqual([{ action: 'None', endpoint, cause: asked.cause }]);
  });

  it.each([
    ['says something malformed of another name alone', refusal({ dnsName: 'b.ex.com' })],
    ['is sound, while another one is malformed', refusal({ refs: [{ ...serviceReference(), name: 'other' }] })],
    ['was refused for another reason', refusal({ cause: { code: 'InvalidName', problem: 'p', fix: 'f' } })],
  ])('lets a record go whose object %s', (_, asked) => {
    expect(guarded([deletion], asked)).toEqual([deletion]);
  });

  it('keeps a record of several objects, of which one is malformed', () => {
    const shared = record('me', { refs: [{ ...serviceReference(), name: 'other' }, serviceReference()] });
    expect(guarded([{ action: 'Delete', endpoint: shared }], refusal())).toMatchObject([{ action: 'None' }]);
  });

  it('touches no Create and no Update', () => {
    const changes: readonly Change[] = [
      { action: 'Create', endpoint: wish() },
      { action: 'Update', endpoint: wish(), current: endpoint },
    ];
    expect(guarded(changes, refusal())).toEqual(changes);
  });
});
