import type { Route53Client, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-route-53';
import type { FinalizeRequestMiddleware } from '@smithy/types';

/**
 * How Route 53 says that it is asked too often: for the account's requests in a second, and for a zone whose last batch
 * is not through (AWS API reference, "Common Errors" and ChangeResourceRecordSets).
 */
const throttling: ReadonlySet<string> = new Set(['Throttling', 'ThrottlingException', 'PriorRequestNotComplete']);

/** Counts the answers of a client that refuse a request for its rate, those included that a retry makes good. */
export function countThrottles(client: Route53Client): () => number {
  let count = 0;
  const watch: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> = (next) => async (request) => {
    try {
      return await next(request);
    } catch (error) {
      if (error instanceof Error && throttling.has(error.name)) count += 1;
      throw error;
    }
  };
  client.middlewareStack.addRelativeTo(watch, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'countThrottles',
  });
  return () => count;
}
