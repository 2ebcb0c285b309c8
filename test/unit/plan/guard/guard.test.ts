import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../../../lib/plan/change.ts';
import { guard } from '../../../../lib/plan/guard/guard.ts';
import { assemble } from '../../../../lib/plan/plan.ts';
import { guardInput } from '../../../support/guard-input.ts';
import { record } from '../../../support/zone-records.ts';

describe('guard', () => {
  const owned = Array.from({ length: 6 }, (_, index) => record('me', { dnsName: `n${index}.ex.com` }));
  const plan = assemble(owned.map((endpoint): Change => ({ action: 'Delete', endpoint })));

  it('does not count deletions against the limits that another guard withheld', () => {
    const [first] = owned;
    const refusal = {
      dnsName: first?.dnsName ?? '',
      targets: [],
      refs: first?.refs ?? [],
      cause: { code: 'NoTargets', problem: 'p', fix: 'f', awaits: 'gateway' },
    } as const;
    const { changes } = guard(guardInput({ plan, owned, refusals: [refusal] }));
    expect(changes.map(({ action }) => action)).toEqual(['None', 'Delete', 'Delete', 'Delete', 'Delete', 'Delete']);
  });

  it('asks every guard: absent sources, missing targets, limits', () => {
    const cause = { code: 'SourceUnavailable', source: 'service', problem: 'it is down' } as const;
    const { changes } = guard(guardInput({ plan, owned, absences: [{ source: 'service', cause }] }));
    expect(changes).toEqual(owned.map((endpoint) => ({ action: 'None', endpoint, cause })));
    expect(guard(guardInput({ plan, owned })).changes).toMatchObject(
      owned.map(() => ({ action: 'None', cause: { code: 'DeletionsHeld' } })),
    );
  });

  it('gives the checksum of what it lets through', () => {
    expect(guard(guardInput({ plan, owned })).checksum).toBe(assemble([]).checksum);
    const few = assemble(plan.changes.slice(0, 2));
    expect(guard(guardInput({ plan: few, owned }))).toEqual(few);
  });
});
