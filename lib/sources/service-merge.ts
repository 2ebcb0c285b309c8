import { type Endpoint, uniteReferences } from '../endpoint/endpoint.ts';
import { type Group, groupsOf } from '../groups.ts';
import { unique } from './hostnames.ts';

/**
 * Services that share a name also share a record set (ExternalDNS source/service.go): endpoints of one name, type and
 * set identifier become one, whatever their TTLs. The first by `resource` label gives TTL, label and properties;
 * targets and references are united. CNAMEs stay apart, because a name can have only one: the plan decides.
 */
export function mergeServices(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const sorted = endpoints.toSorted((left, right) =>
    labelOf(left) < labelOf(right) ? -1 : labelOf(left) > labelOf(right) ? 1 : 0,
  );
  return groupsOf(sorted, mergeKey).flatMap((group) =>
    group.length < 2 || group[0].recordType === 'CNAME' ? group : mergeGroup(group),
  );
}

const labelOf = ({ labels }: Endpoint): string => labels['resource'] ?? '';

const mergeKey = ({ dnsName, recordType, setIdentifier = '' }: Endpoint): string =>
  [dnsName, recordType, setIdentifier].join(' ');

const mergeGroup = (group: Group<Endpoint>): Endpoint => ({
  ...group[0],
  targets: unique(group.flatMap(({ targets }) => targets)),
  refs: uniteReferences(...group.map(({ refs }) => refs)),
});
