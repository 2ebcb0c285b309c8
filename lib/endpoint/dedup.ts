import { groupsOf } from '../groups.ts';
import { type Endpoint, uniteReferences } from './endpoint.ts';
import { inOrder, withSortedTargets } from './merge.ts';

/**
 * Collapses endpoints of equal type, name, set identifier and targets into the first, which takes over the references
 * of the others (ExternalDNS source/wrappers/dedupsource.go). TTL and properties are no part of the identity; endpoints
 * with other targets stay, and the planner chooses.
 */
export function dedupEndpoints(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const sorted = inOrder(endpoints.map(withSortedTargets));
  return groupsOf(sorted, identity).map(([first, ...others]) =>
    others.length === 0 ? first : { ...first, refs: uniteReferences(first.refs, ...others.map(({ refs }) => refs)) },
  );
}

const identity = ({ recordType, dnsName, setIdentifier, targets }: Endpoint): string =>
  JSON.stringify([recordType, dnsName, setIdentifier ?? '', targets]);
