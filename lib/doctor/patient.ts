import type { ClusterAccess } from '../cluster/access.ts';
import type { ClusterRoute } from '../cluster/choose-access.ts';
import type { KubernetesClient } from '../cluster/client.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { EventBus } from '../events/delivery/event-bus-client.ts';
import type { Account } from '../providers/route53/accounts.ts';
import type { ZoneFilter } from '../providers/route53/zones.ts';
import type { OwnershipTable } from '../registry/dynamodb-table.ts';

/** The part of the cluster in what is examined. */
export interface ClusterPatient {
  readonly config: Config;
  readonly route: ClusterRoute;
  readonly access: ClusterAccess;
  readonly client: KubernetesClient;
  readonly signal: AbortSignal;
}

/** The part of AWS in it. */
export interface AwsPatient {
  readonly config: Config;
  /** Every account whose zones are served. */
  readonly accounts: readonly Account[];
  /** Opens the table of the dynamodb registry; absent with another one. */
  readonly table?: () => Promise<OwnershipTable>;
  /** Absent unless events go to one. */
  readonly eventBus?: EventBus;
  readonly zoneFilter: ZoneFilter;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** What is examined; `wire.ts` makes it. */
export type Patient = ClusterPatient & AwsPatient;
