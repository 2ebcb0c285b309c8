/** What Route 53 allows (its developer guide, "Quotas"). */
export const route53Limits = {
  /** Requests a second, for an account as a whole. */
  requestsPerSecond: 5,
  /** Of them ours, by default: the rest is for people and other tools. */
  ours: 4,
  /** Record sets in a page. */
  page: 300,
  /** Record sets in a hosted zone, unless the quota is raised. */
  zone: 10_000,
} as const;

/** What a warm function remembers, and for how many clusters (functions/warm-state.ts). */
export const warm = { seconds: 600, clusters: 8 } as const;

/** Memory of the function in GB (serverless.yml). */
export const memoryGb = 1;

/** Changes that people make in a cluster, in an hour: each of them costs a reading of the zones. */
export const changesPerHour = 2;

/**
 * What a run takes besides waiting for its turn at Route 53, in seconds: measured with both emulators over HTTP on two
 * cores that others shared, so rather more than on Lambda's own (`warm` asks Route 53 nothing, `full` reads all zones).
 */
const measured = [
  { records: 100, warm: 0.1, full: 0.2 },
  { records: 10_000, warm: 3, full: 6 },
] as const;

/** Bytes of log of a run in which nothing changes: its metrics, a summary, and Lambda's own lines. */
export const logBytes = 4_500;

/** The seconds of a run, between what was measured. */
export function secondsOf(records: number): { readonly warm: number; readonly full: number } {
  const [small, large] = measured;
  const share = Math.max(0, (records - small.records) / (large.records - small.records));
  const between = (from: number, to: number) => from + share * (to - from);
  return { warm: between(small.warm, large.warm), full: between(small.full, large.full) };
}

/** Hosted zones that so many records fill, each with its ownership row. */
export const zonesOf = (records: number): number => Math.max(1, Math.ceil((records * 2) / (route53Limits.zone - 2)));

/**
 * Requests to Route 53 of a run that reads its zones: one for the list of zones, and a page for each 300 record sets;
 * a zone holds NS and SOA besides.
 */
export function requestsOf(records: number): number {
  const zones = zonesOf(records);
  return 1 + zones * Math.ceil(((records * 2) / zones + 2) / route53Limits.page);
}
