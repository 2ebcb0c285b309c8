import { type Change, type ChangeResult, isWrite, type Plan, type Verdict, type WriteChange } from '../plan/change.ts';
import type { ApplyContext, DnsProvider } from '../providers/provider.ts';
import type { OwnershipStore } from '../registry/registry.ts';

/** One result for each change of a plan, and what could not be put in order beside them, in sentences. */
export interface Applied {
  readonly results: readonly ChangeResult[];
  readonly warnings: readonly string[];
}

/** For putting the store in order after DNS, in milliseconds; also where the run is being stopped. */
const settleMs = 5_000;

/** Applies a plan between the two halves of writing an ownership that lies outside of DNS. */
export async function applyWithStore(
  provider: Pick<DnsProvider, 'apply'>,
  plan: Plan,
  context: ApplyContext,
  store: OwnershipStore,
): Promise<Applied> {
  const writes = plan.changes.filter(isWrite);
  const settled = withNamesakes(writes, await store.before(writes, context.signal));
  const changes = plan.changes.filter((change) => !isWrite(change) || !settled.has(change));
  const made = await provider.apply({ ...plan, changes }, context);
  const results = inOrder(plan, made, settled);
  return { results, warnings: await store.after(results, AbortSignal.timeout(settleMs)) };
}

/**
 * What has to happen together at one name does not happen in part, in whatever zones: a CNAME would go, and no address
 * come, or a name would leave its zone before it is in another.
 */
function withNamesakes(
  writes: readonly WriteChange[],
  verdicts: ReadonlyMap<WriteChange, Verdict>,
): ReadonlyMap<Change, Verdict> {
  const failed = new Set(
    [...verdicts].flatMap(([{ endpoint }, { status }]) => (status === 'Failed' ? endpoint.dnsName : [])),
  );
  const left = writes.filter((change) => !verdicts.has(change) && failed.has(change.endpoint.dnsName));
  return new Map<Change, Verdict>([...verdicts, ...left.map((change) => [change, inPart] as const)]);
}

const inPart: Verdict = {
  status: 'Skip',
  cause: { code: 'Deferred', problem: 'another change of the name could not be made, and they belong together' },
};

function inOrder(
  plan: Plan,
  made: readonly ChangeResult[],
  settled: ReadonlyMap<Change, Verdict>,
): readonly ChangeResult[] {
  const byChange = new Map<Change, ChangeResult>(made.map((result) => [result.change, result]));
  return plan.changes.map((change) => {
    const verdict = settled.get(change);
    const result = verdict === undefined ? byChange.get(change) : { change, ...verdict };
    if (result === undefined) throw new Error(`No result for ${change.action} of ${change.endpoint.dnsName}`);
    return result;
  });
}
