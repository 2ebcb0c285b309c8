import { type Group, groupsOf } from '../groups.ts';
import type { Cause } from './cause.ts';
import { type Endpoint, uniteReferences } from './endpoint.ts';
import { joinPrepared, kept, type Prepared, refused } from './prepared.ts';
import { sortByKeys } from './sort-by-keys.ts';

/**
 * Unites what several objects of one source ask for one name (ExternalDNS endpoint/utils.go, MergeEndpoints).
 *
 *     same name, type, set identifier and TTL   one endpoint with all targets
 *     CNAME, DNAME                              only if the first target is the same too: a name has one of them
 *     CNAME, DNAME without targets              refused; upstream drops it
 *
 * Labels and properties of the first endpoint count; first is by `inOrder`, so that the order of listing never matters.
 */
export function mergeEndpoints(endpoints: readonly Endpoint[]): Prepared {
  return joinPrepared(groupsOf(inOrder(endpoints), mergeKey).map(mergeGroup));
}

const isHostType = ({ recordType }: Endpoint): boolean => recordType === 'CNAME' || recordType === 'DNAME';

function mergeKey(endpoint: Endpoint): string {
  const { dnsName, recordType, setIdentifier, ttl, targets } = endpoint;
  return JSON.stringify([dnsName, recordType, setIdentifier ?? '', ttl ?? 0, isHostType(endpoint) ? targets[0] : '']);
}

function mergeGroup(group: Group<Endpoint>): Prepared {
  const [first, ...others] = group;
  const endpoint = others.length === 0 ? withSortedTargets(first) : { ...first, ...unite(group) };
  return isHostType(endpoint) && endpoint.targets.length === 0
    ? refused(endpoint, withoutTargets(endpoint))
    : kept(endpoint);
}

const withoutTargets = ({ recordType }: Endpoint): Cause => ({
  code: 'NoTargets',
  problem: `the ${recordType} has no target`,
  fix: 'give it one target',
});

/** All targets, sorted, and all references of endpoints that become one. */
const unite = (group: readonly Endpoint[]): Pick<Endpoint, 'targets' | 'refs'> => ({
  targets: sortedTargets(group.flatMap(({ targets }) => targets)),
  refs: uniteReferences(...group.map(({ refs }) => refs)),
});

/** The endpoint with each target once, in order; one that has a single target is so already. */
export const withSortedTargets = (endpoint: Endpoint): Endpoint =>
  endpoint.targets.length < 2 ? endpoint : { ...endpoint, targets: sortedTargets(endpoint.targets) };

/** Each target once, in the order of plain strings. */
export const sortedTargets = (targets: readonly string[]): readonly string[] => [...new Set(targets)].sort();

/** Endpoints in an order of their own, whatever order they came in: by resource label, then by everything else. */
export const inOrder = (endpoints: readonly Endpoint[]): readonly Endpoint[] =>
  sortByKeys(endpoints, ({ labels }) => labels['resource'] ?? '', everythingSaid);

function everythingSaid({ labels, providerSpecific, refs, ...rest }: Endpoint): string {
  const identity = [rest.dnsName, rest.recordType, rest.setIdentifier ?? '', rest.ttl ?? 0];
  return JSON.stringify([
    identity,
    rest.targets,
    Object.entries(labels).sort(),
    Object.entries(providerSpecific).sort(),
    refs,
  ]);
}
