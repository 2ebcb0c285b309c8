import { domainFilter } from '../endpoint/domain-filter.ts';
import { prepareEndpoints } from '../endpoint/pipeline.ts';
import type { Prepared } from '../endpoint/prepared.ts';
import type { SourceReading } from '../sources/read-sources.ts';
import type { Run } from './run.ts';

/** What the cluster asks for. Names outside the domain filter never reach the provider. */
export function desire({ config }: Run, readings: readonly SourceReading[]): Prepared {
  const domains = domainFilter(config);
  const prepared = prepareEndpoints(
    readings.flatMap(({ result }) => result.endpoints),
    config,
  );
  const outside = prepared.endpoints.filter(({ dnsName }) => !domains.matches(dnsName));
  return {
    endpoints: prepared.endpoints.filter(({ dnsName }) => domains.matches(dnsName)),
    refusals: [
      ...readings.flatMap(({ result }) => result.refusals),
      ...prepared.refusals,
      ...outside.map((endpoint) => ({ ...endpoint, cause: { code: 'DomainFiltered' } as const })),
    ],
  };
}
