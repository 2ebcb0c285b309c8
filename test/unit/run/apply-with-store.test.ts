import { describe, expect, it } from '@jest/globals';
import type { ChangeResult, Plan, Verdict, WriteChange } from '../../../lib/plan/change.ts';
import { assemble } from '../../../lib/plan/plan.ts';
import type { ApplyContext, DnsProvider } from '../../../lib/providers/provider.ts';
import { applyWithStore } from '../../../lib/run/apply-with-store.ts';
import { record, wish } from '../../support/zone-records.ts';

const created = (dnsName: string): WriteChange => ({ action: 'Create', endpoint: wish({ dnsName }) });
const lost: Verdict = { status: 'Failed', error: { code: 'ConditionalCheckFailed', message: 'somebody has it' } };
const context: ApplyContext = {
  rows: () => ({ remove: [], add: [] }),
  stop: async () => undefined,
  signal: new AbortController().signal,
};

/** Applies where the store decides about some changes by name, and DNS takes all that it is shown. */
async function apply(plan: Plan, verdicts: Readonly<Record<string, Verdict>>) {
  const shown: Plan[] = [];
  const told: (readonly ChangeResult[])[] = [];
  const provider: Pick<DnsProvider, 'apply'> = {
    apply: async (part) => {
      shown.push(part);
      return part.changes.map((change) =>
        change.action === 'None' ? { change, status: 'Skip', cause: change.cause } : { change, status: 'Success' },
      );
    },
  };
  const { results, warnings } = await applyWithStore(provider, plan, context, {
    before: async (changes) =>
      new Map(
        changes.flatMap((change) => {
          const verdict = change.action === 'Create' ? verdicts[change.endpoint.dnsName] : undefined;
          return verdict === undefined ? [] : [[change, verdict] as const];
        }),
      ),
    after: async (all) => {
      told.push(all);
      return ['a row is left'];
    },
  });
  return { results, warnings, shown, told };
}

const outcome = ({ change, status }: ChangeResult) => `${change.action} ${change.endpoint.dnsName} ${status}`;

describe('applying a plan between the halves of a store', () => {
  const plan = assemble([
    created('a.ex.com'),
    created('b.ex.com'),
    created('c.ex.com'),
    { action: 'None', endpoint: wish({ dnsName: 'd.ex.com' }), cause: { code: 'UpToDate' } },
  ]);

  it('shows DNS what the store did not settle, and gives one result for each change, in the order of the plan', async () => {
    const { results, shown } = await apply(plan, { 'a.ex.com': lost, 'b.ex.com': { status: 'Success' } });
    expect(results.map(outcome)).toEqual([
      'Create a.ex.com Failed',
      'Create b.ex.com Success',
      'Create c.ex.com Success',
      'None d.ex.com Skip',
    ]);
    expect(results.map(({ change }) => change)).toEqual(plan.changes);
    expect(shown.map(({ changes }) => changes.map(({ endpoint }) => endpoint.dnsName))).toEqual([
      ['c.ex.com', 'd.ex.com'],
    ]);
  });

  it('tells the store all that became of it, and hands on what could not be put in order', async () => {
    const { results, told, warnings } = await apply(plan, { 'a.ex.com': lost });
    expect(told).toEqual([results]);
    expect(warnings).toEqual(['a row is left']);
  });

  it('keeps a record that another was to replace whose ownership could not be written', async () => {
    const cname = record('me', { recordType: 'CNAME', targets: ['lb.example.net'] });
    const replacing = assemble([created('a.ex.com'), { action: 'Delete', endpoint: cname }]);
    const { results, shown } = await apply(replacing, { 'a.ex.com': lost });
    expect(results.map(outcome)).toEqual(['Create a.ex.com Failed', 'Delete a.ex.com Skip']);
    expect(results[1]).toMatchObject({ cause: { code: 'Deferred' } });
    expect(shown[0]?.changes).toEqual([]);
  });

  it('keeps a record in its zone whose ownership in another zone could not be written', async () => {
    const child = { id: 'ZCHILD', name: 'a.ex.com', visibility: 'public' } as const;
    const arrival: WriteChange = { action: 'Create', endpoint: wish({ dnsName: 'a.ex.com', zone: child }) };
    const { results } = await apply(assemble([arrival, { action: 'Delete', endpoint: record('me') }]), {
      'a.ex.com': lost,
    });
    expect(results.map(outcome).sort()).toEqual(['Create a.ex.com Failed', 'Delete a.ex.com Skip']);
  });
});
