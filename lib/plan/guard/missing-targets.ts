import type { Refusal } from '../../endpoint/cause.ts';
import { plannerName } from '../../endpoint/dns-name.ts';
import { withhold } from '../change.ts';
import { rowKey } from '../row.ts';
import type { Guard } from './guard.ts';

/** Their addresses come and go with the object itself: a name left behind could be taken over by a stranger. */
const fleetingSources: ReadonlySet<string> = new Set(['pod', 'node']);

/**
 * Keeps a record while an object that asks for its name waits for an address, such as a load balancer that is being
 * replaced (`--on-missing-targets=keep`). A record whose row gets another one in its place is not kept.
 */
export const keepMissingTargets: Guard = (changes, { refusals, onMissingTargets }) => {
  const waiting = onMissingTargets === 'keep' ? waitingNames(refusals) : new Map();
  if (waiting.size === 0) return changes;
  const replaced = new Set(changes.filter(({ action }) => action === 'Create').map(({ endpoint }) => rowKey(endpoint)));
  return changes.map((change) => {
    const refusal = waiting.get(plannerName(change.endpoint.dnsName));
    const keep = change.action === 'Delete' && refusal !== undefined && !replaced.has(rowKey(change.endpoint));
    return keep ? withhold(change, refusal.cause) : change;
  });
};

const waitingNames = (refusals: readonly Refusal[]): ReadonlyMap<string, Refusal> =>
  new Map(refusals.filter(isWaiting).map((refusal) => [plannerName(refusal.dnsName), refusal] as const));

const isWaiting = ({ cause, refs }: Refusal): boolean =>
  cause.code === 'NoTargets' && refs.some((ref) => !fleetingSources.has(ref.source));
