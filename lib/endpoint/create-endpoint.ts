import type { Cause } from './cause.ts';
import { withoutTrailingDot } from './dns-name.ts';
import type { Endpoint, Labels, ObjectReference } from './endpoint.ts';
import { nameCause, targetCause } from './name-problem.ts';
import { type Prepared, refusal, refused } from './prepared.ts';
import { recordTypeOfTarget } from './record-type.ts';

/** What an object asks for: a name for some targets of any kind. */
export interface EndpointRequest {
  readonly dnsName: string;
  readonly targets: readonly string[];
  /** Seconds. */
  readonly ttl?: number;
  readonly setIdentifier?: string;
  readonly labels: Labels;
  readonly providerSpecific: Readonly<Record<string, string>>;
  readonly refs: readonly ObjectReference[];
}

const types = ['A', 'AAAA', 'CNAME'] as const;

/**
 * The endpoints of one name: one for each type of its targets, in the order A, AAAA, CNAME (ExternalDNS
 * endpoint/utils.go, EndpointsForHostname). A name or a target that DNS cannot hold is refused with its cause; the
 * other targets are still published. Upstream publishes `""` and drops long labels in a log.
 */
export function createEndpoints(request: EndpointRequest): Prepared {
  const asked = { ...request, dnsName: withoutTrailingDot(request.dnsName.trim()) };
  const cause = nameCause(asked.dnsName);
  if (cause !== undefined) return refused(asked, cause);
  if (asked.targets.length === 0) return refused(asked, { code: 'NoTargets', ...noTarget });
  if (isCrowded(asked.targets)) return refused({ ...asked, targets: [] }, tooManyTargets);
  const examined = asked.targets
    .map((target) => withoutTrailingDot(target.trim()))
    .map((target) => ({ target, cause: targetCause(target) }));
  const good = examined.flatMap(({ target, cause: wrong }) => (wrong === undefined ? [target] : []));
  return {
    endpoints: types.flatMap((recordType) => endpointOf(asked, recordType, good)),
    refusals: examined.flatMap(({ target, cause: wrong }) =>
      wrong === undefined ? [] : [refusal({ ...asked, targets: [target] }, wrong)],
    ),
  };
}

const noTarget = { problem: 'it has no target', fix: 'give the object a target' } as const;

/**
 * Targets of one type: what Route 53 takes (AWS developer guide, "Quotas"). It is looked at first, as an object may
 * multiply a thousand names by thousands of targets. Not InvalidTarget: the record that is there stays.
 */
const maxTargets = 400;

const tooManyTargets: Cause = {
  code: 'InvalidObject',
  problem: `it has more than ${maxTargets} targets of one type, the most that a record set holds`,
  fix: 'name fewer targets',
};

const isCrowded = (targets: readonly string[]): boolean =>
  targets.length > maxTargets &&
  [...Map.groupBy(new Set(targets), recordTypeOfTarget).values()].some(({ length }) => length > maxTargets);

/** Each endpoint has its own copy of what they share. */
function endpointOf(
  request: EndpointRequest,
  recordType: (typeof types)[number],
  targets: readonly string[],
): readonly Endpoint[] {
  const ofType = targets.filter((target) => recordTypeOfTarget(target) === recordType);
  if (ofType.length === 0) return [];
  const { labels, providerSpecific } = request;
  return [
    { ...request, recordType, targets: ofType, labels: { ...labels }, providerSpecific: { ...providerSpecific } },
  ];
}
