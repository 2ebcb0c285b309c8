import type { Route53Client, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-route-53';
import type { FinalizeRequestMiddleware } from '@smithy/types';
import pThrottle from 'p-throttle';
import { followAttempts } from './change-errors.ts';

/** Requests made so far, by operation name. */
export type RequestCounts = Readonly<Record<string, number>>;

/** The requests of one AWS account, which may have several clients. */
export interface RequestBudget {
  /** Waits until one more request may be made. */
  readonly turn: () => Promise<void>;
  readonly counts: Record<string, number>;
  /** How many of them were refused for their rate, those included that a retry made good. */
  throttles: number;
}

/**
 * Route 53 allows five requests a second for a whole account, whatever the operation (AWS developer guide, "Quotas"),
 * and any second counts: hence the strict mode, in which two bursts cannot meet at the border of two seconds.
 */
export function requestBudget(perSecond: number): RequestBudget {
  // A rate such as 0.5 is one request in two seconds.
  const limit = Math.ceil(perSecond);
  const interval = (1000 * limit) / perSecond;
  return { turn: pThrottle({ limit, interval, strict: true })(async () => undefined), counts: {}, throttles: 0 };
}

/**
 * How Route 53 says that it is asked too often: for the account's requests in a second, and for a zone whose last batch
 * is not through (AWS API reference, "Common Errors" and ChangeResourceRecordSets).
 */
const throttling: ReadonlySet<string> = new Set(['Throttling', 'ThrottlingException', 'PriorRequestNotComplete']);

/** Gives every request of a client, retries included, its turn in a budget that it may share, and counts it there. */
export function spendFrom(client: Route53Client, budget: RequestBudget): void {
  const { turn, counts } = budget;
  const meter: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> = (next, context) => {
    const operation = (context.commandName ?? 'Unknown').replace(/Command$/, '');
    const follow = followAttempts();
    return async (request) => {
      await turn();
      counts[operation] = (counts[operation] ?? 0) + 1;
      try {
        return await next(request);
      } catch (error) {
        if (error instanceof Error && throttling.has(error.name)) budget.throttles += 1;
        follow(error);
        throw error;
      }
    };
  };
  client.middlewareStack.addRelativeTo(meter, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'meterRequests',
  });
}

/** The requests of several accounts together. */
export function addCounts(all: readonly RequestCounts[]): RequestCounts {
  const sum: Record<string, number> = {};
  for (const [operation, count] of all.flatMap((each) => Object.entries(each)))
    sum[operation] = (sum[operation] ?? 0) + count;
  return sum;
}

/** The requests since a count, without the operations that there were none of. */
export const countsSince = (before: RequestCounts, after: RequestCounts): RequestCounts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([operation, count]) => [operation, count - (before[operation] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
