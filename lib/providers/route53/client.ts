import { Route53Client } from '@aws-sdk/client-route-53';
import { assumedRole, type Role } from '../../aws/role.ts';
import { type RequestBudget, spendFrom } from './requests.ts';

/** How Route 53 is reached. */
export interface Route53Connection {
  /** Attempts for each call, the first included. */
  readonly maxAttempts: number;
  /** Profile of the shared AWS configuration; absent takes the usual credentials. */
  readonly profile?: string;
  readonly role?: Role | undefined;
  /** Region that the function or the user works in: it tells the partition. */
  readonly region: string | undefined;
  /** Shared with other clients of the account. */
  readonly budget: RequestBudget;
}

/** A Route 53 client that keeps to a budget of requests. Honours `AWS_ENDPOINT_URL`. */
export function connectRoute53(options: Route53Connection): Route53Client {
  const client = new Route53Client({
    region: controlRegion(options.region),
    maxAttempts: options.maxAttempts,
    ...(options.profile !== undefined && { profile: options.profile }),
    ...(options.role && { credentials: assumedRole(options.role) }),
  });
  // It copies every answer for a log that nobody keeps: 3% of a run.
  client.middlewareStack.remove('loggerMiddleware');
  spendFrom(client, options.budget);
  return client;
}

/** Route 53 is one service for each partition, reached through this region (AWS General Reference, "Route 53 endpoints"). */
function controlRegion(region = 'us-east-1'): string {
  if (region.startsWith('cn-')) return 'cn-northwest-1';
  if (region.startsWith('us-gov-')) return 'us-gov-west-1';
  return 'us-east-1';
}
