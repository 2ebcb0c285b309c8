import type { Prepared } from '../endpoint/prepared.ts';
import type { Plan } from '../plan/change.ts';
import { assemble } from '../plan/plan.ts';
import { ProviderError } from '../providers/provider.ts';
import type { RegistryError } from '../registry/registry.ts';

/** The plan where the provider or the registry cannot be used at all: nothing is done, and every wish learns why. */
export function withoutDns(desired: Prepared, error: ProviderError | RegistryError): Plan {
  const cause = {
    code: 'ZoneUnavailable',
    problem: error.message,
    fix: 'see that the run reaches it and has the rights it needs; the next run tries again',
    ...(error instanceof ProviderError && error.details && { error: error.details }),
  } as const;
  return assemble([
    ...desired.refusals.map((refusal) => ({ action: 'None', endpoint: refusal, cause: refusal.cause }) as const),
    ...desired.endpoints.map((endpoint) => ({ action: 'None', endpoint, cause }) as const),
  ]);
}
