import { type Endpoint, uniteReferences } from './endpoint.ts';
import { inOrder, withSortedTargets } from './merge.ts';

/**
 * Collapses endpoints of equal type, name, set identifier and targets into the first, which takes over the references
 * of the others (ExternalDNS source/wrappers/dedupsource.go). TTL and properties are no part of the identity; endpoints
 * with other targets stay, and the planner chooses.
 */
export function dedupEndpoints(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const sorted = inOrder(endpoints.map(withSortedTargets));
  return [...Map.groupBy(sorted, identity).values()].flatMap((group) =>
    group.length < 2
      ? group
      : group.slice(0, 1).map((first) => ({ ...first, refs: uniteReferences(...group.map(({ refs }) => refs)) })),
  );
}

const identity = ({ recordType, dnsName, setIdentifier, targets }: Endpoint): string =>
  JSON.stringify([recordType, dnsName, setIdentifier ?? '', targets]);
