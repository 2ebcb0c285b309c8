import type { Refusal } from '../../endpoint/cause.ts';
import { plannerName } from '../../endpoint/dns-name.ts';
import type { ObjectReference } from '../../endpoint/endpoint.ts';
import { withhold } from '../change.ts';
import { rowKey } from '../row.ts';
import type { Guard } from './guard.ts';

/** Their addresses come and go with the object itself: a name left behind could be taken over by a stranger. */
const fleetingSources: ReadonlySet<string> = new Set(['pod', 'node']);

/**
 * Keeps a record while an object that asks for its name waits for the address of its load balancer or gateway
 * (`--on-missing-targets=keep`):
 *
 * | deletion of a record                                    | decision  |
 * |---------------------------------------------------------|-----------|
 * | whose name a published object still waits to fill       | withheld  |
 * | whose name has no targets for any other reason          | goes ahead|
 * | of a pod or a node                                      | goes ahead|
 * | whose row gets another record in its place              | goes ahead|
 */
export const keepMissingTargets: Guard = (changes, { refusals, onMissingTargets }) => {
  const waiting = new Map(refusals.filter(isWaiting).map((refusal) => [plannerName(refusal.dnsName), refusal]));
  if (onMissingTargets === 'delete') return changes;
  const replaced = new Set(changes.filter(({ action }) => action === 'Create').map(({ endpoint }) => rowKey(endpoint)));
  return changes.map((change) => {
    const { dnsName, refs } = change.endpoint;
    const refusal = waiting.get(plannerName(dnsName));
    if (change.action !== 'Delete' || refusal === undefined) return change;
    return refs.some(isFleeting) || replaced.has(rowKey(change.endpoint)) ? change : withhold(change, refusal.cause);
  });
};

const isWaiting = ({ cause, refs }: Refusal): boolean =>
  cause.code === 'NoTargets' && cause.awaits !== undefined && !refs.every(isFleeting);

const isFleeting = ({ source }: ObjectReference): boolean => fleetingSources.has(source);
