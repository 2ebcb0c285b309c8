import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../../../lib/plan/change.ts';
import { holdAdoptions } from '../../../../lib/plan/guard/adoptions.ts';
import { checksum } from '../../../../lib/plan/plan.ts';
import { guardInput } from '../../../support/guard-input.ts';
import { record, wish } from '../../../support/zone-records.ts';

const taken = record('me');
const update: Change = { action: 'Update', current: taken, endpoint: wish({ targets: ['192.0.2.9'] }) };
const elsewhere: Change = { action: 'Create', endpoint: wish({ dnsName: 'b.ex.com' }) };
const conflict: Change = { action: 'None', endpoint: wish(), cause: { code: 'DomainFiltered' } };
const sum = checksum([update]);

const guarded = (changes: readonly Change[], approve?: string) => {
  const input = guardInput({ adopted: [taken] });
  const limits = { ...input.limits, ...(approve !== undefined && { approve }) };
  return holdAdoptions(changes, { ...input, limits });
};

describe('holdAdoptions', () => {
  it('holds every change at a name that is taken over, with the checksum of all of them', () => {
    const held = { action: 'None', endpoint: update.endpoint, cause: { code: 'AdoptionHeld', checksum: sum } };
    expect(guarded([elsewhere, update])).toEqual([elsewhere, held]);
  });

  it('lets go ahead what was approved, and nothing else', () => {
    expect(guarded([update, elsewhere], sum)).toEqual([update, elsewhere]);
    expect(guarded([update], checksum([elsewhere]))).toMatchObject([{ cause: { code: 'AdoptionHeld' } }]);
  });

  it('keeps the cause of what is no write', () => {
    expect(guarded([conflict])).toEqual([conflict]);
    expect(guarded([conflict, update])).toMatchObject([conflict, { cause: { checksum: sum } }]);
  });
});
