import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plannerName } from '../../lib/endpoint/dns-name.ts';
import type { Endpoint, RecordType } from '../../lib/endpoint/endpoint.ts';
import type { PlanRules } from '../../lib/plan/plan.ts';
import { decodeName } from '../../lib/providers/route53/names.ts';
import { recordSetOf } from '../../lib/providers/route53/record-set.ts';
import type { TxtOptions } from '../../lib/registry/txt-row.ts';
import { arbitraryHeld, arbitraryRequest, type Held, outside, setsOf } from '../support/arbitrary-hosted.ts';
import { arbitraryTxtOptions } from '../support/arbitrary-zone.ts';
import { ZoneKeeper } from '../support/zone-keeper.ts';
import { zone } from '../support/zone-records.ts';
import { connect } from '../unit/emulators/route53/client-fixture.ts';

/** What a zone holds, what is asked for, and what is allowed. */
interface Situation extends Pick<PlanRules, 'policy' | 'managedTypes'> {
  readonly options: TxtOptions;
  readonly held: readonly Held[];
  readonly desired: readonly Endpoint[];
}

const everyType = ['A', 'AAAA', 'CNAME', 'TXT', 'MX', 'SRV', 'NAPTR', 'NS', 'PTR'] as const;

const arbitrarySituation: fc.Arbitrary<Situation> = arbitraryTxtOptions.chain((options) =>
  fc.record({
    options: fc.constant(options),
    held: arbitraryHeld(options),
    desired: fc.array(arbitraryRequest, { maxLength: 8 }),
    policy: fc.constantFrom<PlanRules['policy']>('sync', 'sync', 'upsert-only', 'create-only'),
    managedTypes: fc.constantFrom<ReadonlySet<RecordType>>(new Set(everyType), new Set(['A', 'AAAA', 'CNAME'])),
  }),
);

const inDomain = (dnsName: string): boolean => dnsName !== outside;

/** One run on a zone behind HTTP, and everything that can be seen before and after it. */
async function play({ options, held, desired, policy, managedTypes }: Situation) {
  const account = await connect();
  try {
    const keeper = new ZoneKeeper(account.client, options);
    await keeper.createZone(zone.name);
    await keeper.seed(held);
    const rules = { policy, managedTypes, inDomain };
    const before = await keeper.sets();
    const { made, carryOut } = await keeper.plan(desired, rules);
    const results = await carryOut();
    return { made, results, before, after: await keeper.sets(), due: await keeper.due(desired, rules) };
  } finally {
    await account.close();
  }
}

/** Each run starts a server. */
const numRuns = 25;

const text = (set: object): string => JSON.stringify(set);

describe('laws of a run, seen from the server', () => {
  it('nothing is due after it, but for what it could not do', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySituation, async (situation) => {
        const { made, results, due } = await play(situation);
        const undone = [
          ...results.flatMap(({ change, status }) => (status === 'Failed' ? [change.endpoint] : [])),
          ...made.changes.flatMap((change) => (change.action === 'None' && mayPass(change) ? [change.endpoint] : [])),
        ];
        const waiting = new Set(undone.map(({ dnsName }) => plannerName(dnsName)));
        expect(due.filter(({ endpoint }) => !waiting.has(endpoint.dnsName))).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('it has one result for each change, in the order of the plan', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySituation, async (situation) => {
        const { made, results } = await play(situation);
        expect(results.map(({ change }) => change)).toEqual(made.changes);
      }),
      { numRuns },
    );
  });

  it('it leaves what is not ours, and every name outside the filters, as it was to the last byte', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySituation, async (situation) => {
        const { options, held } = situation;
        const { before, after } = await play(situation);
        const foreign = held
          .filter(({ owner, endpoint }) => owner !== 'me' || endpoint.dnsName === outside)
          .flatMap((each) => setsOf(each, options).map((set) => nameOf(recordSetOf(set))));
        const untouchable = before.filter((set) => foreign.includes(nameOf(set)));
        expect(untouchable).toHaveLength(new Set(foreign).size);
        const now = new Set(after.map(text));
        for (const set of untouchable) expect(now).toContain(text(set));
        const isOutside = ({ Name = '' }) => Name.endsWith(`${outside}.`);
        expect(after.filter(isOutside)).toEqual(before.filter(isOutside));
      }),
      { numRuns },
    );
  });
});

/** Refusals that may be no longer true once what stood in the way is gone. */
const mayPass = ({ cause }: { readonly cause: { readonly code: string } }): boolean =>
  ['OwnershipNotStorable', 'InvalidName'].includes(cause.code);

const nameOf = ({ Name = '', Type = '', SetIdentifier = '' }): string =>
  [decodeName(Name), Type, SetIdentifier].join(' ');
