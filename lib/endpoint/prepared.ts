import type { Cause, Refusal } from './cause.ts';
import type { Endpoint, NameRequest } from './endpoint.ts';
import { shortText } from './name-problem.ts';

/** What a step makes of endpoints: those that go on, and refusals for the rest. */
export interface Prepared {
  readonly endpoints: readonly Endpoint[];
  readonly refusals: readonly Refusal[];
}

/** Endpoints that go on as they are. */
export const kept = (...endpoints: readonly Endpoint[]): Prepared => ({ endpoints, refusals: [] });

/** The endpoint's wish with the reason why it ends here. */
export const refused = (request: NameRequest, cause: Cause): Prepared => ({
  endpoints: [],
  refusals: [refusal(request, cause)],
});

/** What a refusal needs of a request, without what only an endpoint has. */
export function refusal({ dnsName, recordType, targets, setIdentifier, refs }: NameRequest, cause: Cause): Refusal {
  return {
    dnsName,
    ...(recordType === undefined ? {} : { recordType }),
    targets: targets.map(shortText),
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    refs,
    cause,
  };
}

/** Results of several endpoints or steps together, in order. */
export const joinPrepared = (parts: readonly Prepared[]): Prepared => ({
  endpoints: parts.flatMap(({ endpoints }) => endpoints),
  refusals: parts.flatMap(({ refusals }) => refusals),
});
