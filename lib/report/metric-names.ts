/** The namespace of every metric in CloudWatch. */
export const metricNamespace = 'dns-herald';

/**
 * The names of the metrics. Those of ExternalDNS are spelled as its /metrics endpoint spells them
 * (docs/monitoring/metrics.md: `external_dns_<subsystem>_<name>`), so that a query moves over by its name.
 *
 *     dimensions                        metrics
 *     service                           all but the last three groups
 *     service, cluster [, shard]        those of `clusterMetrics`, where a clusters file names the cluster
 *     service, record_type              the records of a source, of the registry, and of both
 *     service, record_type, outcome     what became of them
 */
export const metricNames = {
  /** When the last run began, in seconds since the epoch. */
  lastAttempt: 'external_dns_controller_last_reconcile_timestamp_seconds',
  /** When the last run ended that could be made, in seconds since the epoch. */
  lastSuccess: 'external_dns_controller_last_sync_timestamp_seconds',
  /** Runs that had nothing to change. */
  noOpRuns: 'external_dns_controller_no_op_runs_total',
  /** Records that are asked for and are there, by type. */
  verifiedRecords: 'external_dns_controller_verified_records',
  /** Records of the zones that were read, by type; absent where a warm run had no need to read them. */
  registryRecords: 'external_dns_registry_records',
  registryEndpoints: 'external_dns_registry_endpoints_total',
  /** Runs, and zones of runs, whose records could not be read. */
  registryErrors: 'external_dns_registry_errors_total',
  /** Records that are asked for, by type. */
  sourceRecords: 'external_dns_source_records',
  sourceEndpoints: 'external_dns_source_endpoints_total',
  /** Sources that could not be read. */
  sourceErrors: 'external_dns_source_errors_total',

  /** Runs that began: 1 each. Fewer than the schedule asks for are missed ones. */
  runsAttempted: 'dns_herald_runs_total',
  /** 1 for each run that could be made, 0 for one that could not. */
  runsSucceeded: 'dns_herald_runs_succeeded_total',
  /** 1 for each run that could not be made, 0 for one that could. */
  runsFailed: 'dns_herald_runs_failed_total',
  /** How long a run took. */
  runDuration: 'dns_herald_run_duration_seconds',
  /** Outcomes of a run, by record type (`none` where a name never came to one) and outcome. */
  records: 'dns_herald_records',
  /** Records that Route 53 refused, and names that a person has to mend, held ones aside. */
  recordsFailing: 'dns_herald_records_failing',
  /** Deletions and adoptions that wait for an approval. */
  recordsHeld: 'dns_herald_records_held',
  /** Changes left to the next run: for want of time, of the Lease, or of a whole reading. */
  recordsDeferred: 'dns_herald_records_deferred',
  /** Kubernetes events that could not be written. */
  eventsFailed: 'dns_herald_events_failed_total',
  eventsEmitted: 'dns_herald_events_emitted_total',
  kubernetesRequests: 'dns_herald_kubernetes_requests_total',
  route53Requests: 'dns_herald_route53_requests_total',
  /** Requests that Route 53 refused for their rate, whether or not they were made again with success. */
  route53Throttles: 'dns_herald_route53_throttles_total',
} as const;

/** Such as `dns_herald_runs_total`. */
export type MetricName = (typeof metricNames)[keyof typeof metricNames];

/**
 * What a metric is divided by. `service` is the name of the function, so that stages in one account stay apart;
 * `cluster` and `shard` are names of the clusters file.
 */
export const dimensionNames = {
  service: 'service',
  cluster: 'cluster',
  shard: 'shard',
  recordType: 'record_type',
  outcome: 'outcome',
} as const;

/** What is also told for each cluster of a clusters file: CloudWatch bills each of them for each cluster. */
export const clusterMetrics: readonly MetricName[] = [
  metricNames.runsSucceeded,
  metricNames.recordsFailing,
  metricNames.recordsHeld,
  metricNames.eventsFailed,
];
