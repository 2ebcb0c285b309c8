import type { Route53Client, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-route-53';
import type { FinalizeRequestMiddleware } from '@smithy/types';
import pThrottle from 'p-throttle';

/** Requests made so far, by operation name. */
export type RequestCounts = Readonly<Record<string, number>>;

/**
 * Gives every request of a client, retries included, its turn in one budget of requests per second, and counts it.
 * Route 53 allows five a second for a whole account, whatever the operation (AWS developer guide, "Quotas"), and any
 * second counts: hence the strict mode, in which two bursts cannot meet at the border of two seconds.
 */
export function meterRequests(client: Route53Client, perSecond: number): () => RequestCounts {
  const counts: Record<string, number> = {};
  const turn = pThrottle({ limit: perSecond, interval: 1000, strict: true })(async () => undefined);
  const meter: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> =
    (next, context) => async (request) => {
      const operation = (context.commandName ?? 'Unknown').replace(/Command$/, '');
      await turn();
      counts[operation] = (counts[operation] ?? 0) + 1;
      return next(request);
    };
  client.middlewareStack.addRelativeTo(meter, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'meterRequests',
  });
  return () => ({ ...counts });
}
