import type { FlagTable } from './flag.ts';

/** What a run may change, and what holds it back. */
export const runFlags = {
  policy: {
    kind: 'enum',
    values: ['sync', 'upsert-only', 'create-only'],
    default: 'sync',
    summary: 'What a run may do: everything, create and update, or create alone (required by ExternalDNS).',
  },
  'dry-run': { kind: 'boolean', default: false, summary: 'Plan, report, and change nothing.' },
  verbose: {
    kind: 'boolean',
    default: false,
    ours: true,
    summary: 'List the records that are up to date in the report.',
  },
  approve: {
    kind: 'string',
    ours: true,
    summary:
      'Checksum of a set of held deletions or adoptions, as the report gives it: exactly that set is carried out.',
  },
  'hold-deletions-over-count': {
    kind: 'integer',
    default: 5,
    min: 0,
    ours: true,
    summary: 'Deletions of a zone are held when they are more than this and over `--hold-deletions-over-percent`.',
  },
  'hold-deletions-over-percent': {
    kind: 'integer',
    default: 30,
    min: 0,
    max: 100,
    ours: true,
    summary: "Share of a zone's owned names, see `--hold-deletions-over-count`.",
  },
  'hold-deletions-emptying-zone-over': {
    kind: 'integer',
    default: 2,
    min: 0,
    ours: true,
    summary: 'Deletions are held when they would empty a zone of more than this many owned names.',
  },
  'hold-deletions-over-total': {
    kind: 'integer',
    default: 100,
    min: 0,
    ours: true,
    summary: 'Deletions are held when a run has more than this.',
  },
  'provider-cache-time': {
    kind: 'duration',
    default: 600,
    summary: 'How long a warm function that sees the same desired state asks Route 53 nothing; 0s to ask in every run.',
  },
  shard: {
    kind: 'string',
    format: 'shard',
    ours: true,
    summary:
      'Name of the part of the cluster that this instance serves, where several with one owner id divide its zones or domains: each has a Lease of its own.',
  },
  'other-shard-zone-ids': {
    kind: 'list',
    ours: true,
    summary:
      'Zones that other shards serve, by the end of their ids: a name that lies in one of them is left to it, also where it lies in a parent zone of ours.',
  },
  'lease-namespace': {
    kind: 'string',
    default: 'kube-system',
    ours: true,
    summary: 'Namespace of the Lease that keeps writers apart.',
  },
  'lease-duration': {
    kind: 'duration',
    default: 60,
    min: 1,
    ours: true,
    summary: 'How long a Lease that is not renewed keeps other writers out.',
  },
} as const satisfies FlagTable;
