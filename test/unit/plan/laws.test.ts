import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Refusal } from '../../../lib/endpoint/cause.ts';
import { type Endpoint, recordKey } from '../../../lib/endpoint/endpoint.ts';
import { type Change, isWrite, type Ownership, type Plan } from '../../../lib/plan/change.ts';
import { guard } from '../../../lib/plan/guard/guard.ts';
import type { Absence } from '../../../lib/plan/guard/source-gate.ts';
import { type PlanRules, plan } from '../../../lib/plan/plan.ts';
import { txt } from '../../../lib/registry/txt.ts';
import type { TxtOptions } from '../../../lib/registry/txt-row.ts';
import { arbitraryTxtOptions, arbitraryWish, arbitraryZone } from '../../support/arbitrary-zone.ts';
import { guardInput } from '../../support/guard-input.ts';
import { applied, planRules } from '../../support/zone-records.ts';

const inDomain = (dnsName: string): boolean => dnsName !== 'out.ex.com';

const arbitraryRefusal: fc.Arbitrary<Refusal> = fc
  .record({ endpoint: arbitraryWish, awaits: fc.constantFrom({}, { awaits: 'gateway' } as const) })
  .map(({ endpoint: { dnsName, targets, refs }, awaits }) => ({
    ...{ dnsName, targets, refs },
    cause: { code: 'NoTargets', problem: 'p', fix: 'f', ...awaits },
  }));

/** A zone as it was found, what the cluster asks for, and what is allowed. */
interface Situation extends Pick<PlanRules, 'policy' | 'managedTypes'> {
  readonly options: TxtOptions;
  readonly zone: readonly Endpoint[];
  readonly desired: readonly Endpoint[];
  readonly refusals: readonly Refusal[];
}

const arbitrarySituation: fc.Arbitrary<Situation> = arbitraryTxtOptions.chain((options) =>
  fc.record({
    options: fc.constant(options),
    zone: arbitraryZone(options),
    desired: fc.array(arbitraryWish, { maxLength: 8 }),
    refusals: fc.array(arbitraryRefusal, { maxLength: 3 }),
    policy: fc.constantFrom<PlanRules['policy']>('sync', 'sync', 'upsert-only', 'create-only'),
    managedTypes: fc.constantFrom<PlanRules['managedTypes']>(
      new Set(['A', 'AAAA', 'CNAME']),
      new Set(['A', 'AAAA', 'CNAME', 'TXT', 'MX']),
    ),
  }),
);

/** Reads the zone and plans. */
function planned({ options, zone, desired, refusals, policy, managedTypes }: Situation) {
  const reading = txt(options).read(zone);
  const rules = planRules({ policy, managedTypes, inDomain, objection: reading.objection });
  return { reading, rules, made: plan({ current: reading.records, desired, refusals, rules }) };
}

const writesOf = ({ changes }: Plan) => changes.filter(isWrite);

const shuffled = <Item>(items: readonly Item[]): fc.Arbitrary<readonly Item[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

describe('laws of the plan', () => {
  it('law 1: every desired endpoint and every refusal gives a change of its own', () => {
    fc.assert(
      fc.property(arbitrarySituation, (run) => {
        const { made } = planned(run);
        const told = new Set(made.changes.map(({ endpoint }) => endpoint));
        for (const asked of [...run.desired, ...run.refusals]) expect(told.has(asked)).toBe(true);
      }),
    );
  });

  it('law 3: what is written reads back as ours, with its row', () => {
    fc.assert(
      fc.property(arbitrarySituation, (run) => {
        const { reading, made } = planned(run);
        const after = txt(run.options).read(applied(run.zone, made, reading)).records;
        const ownership = new Map(after.map((record) => [recordKey(record), record.ownership] as const));
        for (const { action, endpoint } of writesOf(made)) {
          const expected = action === 'Delete' ? undefined : { state: 'owned', owner: 'me', rows: 'complete' };
          expect(ownership.get(recordKey(endpoint))).toEqual(expected);
        }
      }),
    );
  });

  it('law 3: what is not ours stays as it is, under its owner, and does not become ours', () => {
    fc.assert(
      fc.property(arbitrarySituation, (run) => {
        const { reading, made } = planned(run);
        const after = txt(run.options).read(applied(run.zone, made, reading)).records;
        const byKey = new Map(after.map((record) => [recordKey(record), record] as const));
        const foreign = reading.records.filter(({ ownership }) => ownerIn(ownership) !== 'me');
        for (const { targets, ownership, ...record } of foreign) {
          const left = byKey.get(recordKey(record));
          expect(left?.targets).toEqual(targets);
          expect(left && ownerIn(left.ownership)).not.toBe('me');
          if (ownership.state === 'owned') expect(left && ownerIn(left.ownership)).toBe(ownership.owner);
        }
      }),
    );
  });

  it('law 5: planning what was just applied gives no write, but for names that a row occupied until now', () => {
    const occupied = new Set(['OwnershipNotStorable', 'InvalidName']);
    fc.assert(
      fc.property(arbitrarySituation, (run) => {
        const { reading, made } = planned(run);
        const refused = made.changes.filter((change) => change.action === 'None' && occupied.has(change.cause.code));
        const waiting = new Set(refused.map(({ endpoint }) => recordKey(endpoint)));
        const again = writesOf(planned({ ...run, zone: applied(run.zone, made, reading) }).made);
        expect(again.filter(({ endpoint }) => !waiting.has(recordKey(endpoint)))).toEqual([]);
      }),
    );
  });

  it('any order of the inputs gives the same plan and checksum', () => {
    const inTwoOrders = arbitrarySituation.chain((run) =>
      fc.record({
        run: fc.constant(run),
        other: fc
          .record({ zone: shuffled(run.zone), desired: shuffled(run.desired), refusals: shuffled(run.refusals) })
          .map((order) => ({ ...run, ...order })),
      }),
    );
    fc.assert(
      fc.property(inTwoOrders, ({ run, other }) => {
        expect(planned(other).made).toEqual(planned(run).made);
      }),
    );
  });

  it('safety: no write touches a record of another owner or of nobody, nor a name or type that is not served', () => {
    fc.assert(
      fc.property(arbitrarySituation, (run) => {
        const { rules, made } = planned(run);
        for (const change of writesOf(made)) {
          const touched =
            change.action === 'Update' ? [change.current] : change.action === 'Delete' ? [change.endpoint] : [];
          for (const { ownership } of touched) expect(ownership).toMatchObject({ state: 'owned', owner: 'me' });
          expect(inDomain(change.endpoint.dnsName)).toBe(true);
          expect(rules.managedTypes.has(change.endpoint.recordType)).toBe(true);
        }
      }),
    );
  });

  it('safety: the policy is kept', () => {
    const allowed = {
      sync: ['Create', 'Update', 'Delete'],
      'upsert-only': ['Create', 'Update'],
      'create-only': ['Create'],
    };
    fc.assert(
      fc.property(arbitrarySituation, (run) => {
        for (const { action } of writesOf(planned(run).made)) expect(allowed[run.policy]).toContain(action);
      }),
    );
  });
});

const ownerIn = (ownership: Ownership) => (ownership.state === 'owned' ? ownership.owner : undefined);

const arbitraryAbsence: fc.Arbitrary<Absence> = fc.constantFrom<Absence>(
  ...['service', 'ingress'].map((source) => ({
    source,
    cause: { code: 'SourceUnavailable', source, problem: 'it is down' } as const,
  })),
  { source: 'service', namespace: 'bank', cause: { code: 'Deferred', problem: 'p' } },
);

describe('laws of the guard', () => {
  it('adds no write, and keeps the endpoint of every change', () => {
    const cautions = fc.record({
      absences: fc.array(arbitraryAbsence, { maxLength: 2 }),
      onMissingTargets: fc.constantFrom<'keep' | 'delete'>('keep', 'delete'),
      limits: fc.record({
        overCount: fc.nat(2),
        overPercent: fc.constantFrom(0, 50),
        emptyingZoneOver: fc.nat(2),
        overTotal: fc.nat(3),
      }),
    });
    fc.assert(
      fc.property(arbitrarySituation, cautions, (run, caution) => {
        const { reading, made } = planned(run);
        const owned = reading.records.filter(
          ({ ownership }) => ownership.state === 'owned' && ownership.owner === 'me',
        );
        const guarded = guard(guardInput({ plan: made, owned, refusals: run.refusals, ...caution }));
        expect(new Set(guarded.changes.map(({ endpoint }) => endpoint))).toEqual(
          new Set(made.changes.map(({ endpoint }) => endpoint)),
        );
        expect(guarded.changes).toHaveLength(made.changes.length);
        const before = new Set<Change>(made.changes);
        for (const change of writesOf(guarded)) expect(before.has(change)).toBe(true);
      }),
    );
  });
});
