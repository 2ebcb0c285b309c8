import { awsFlags } from './flags/aws.ts';
import { clusterFlags } from './flags/cluster.ts';
import { domainFlags } from './flags/domains.ts';
import { eventFlags } from './flags/events.ts';
import { recordFlags } from './flags/records.ts';
import { registryFlags } from './flags/registry.ts';
import { runFlags } from './flags/run.ts';
import { sourceFlags } from './flags/sources.ts';

/** The topics of the flag table, in the order of the documentation. */
export const flagTopics = {
  Sources: sourceFlags,
  Records: recordFlags,
  'Domains and zones': domainFlags,
  Ownership: registryFlags,
  'The run': runFlags,
  'Route 53': awsFlags,
  'The cluster': clusterFlags,
  'Events and logs': eventFlags,
} as const;

/** Every flag that has a meaning here, by its name on the command line. The configuration is derived from it. */
export const flags = {
  ...sourceFlags,
  ...recordFlags,
  ...domainFlags,
  ...registryFlags,
  ...runFlags,
  ...awsFlags,
  ...clusterFlags,
  ...eventFlags,
} as const;

/** The flag table as a type: kinds, values and defaults of every flag. */
export type Flags = typeof flags;
/** Such as `txt-owner-id`. */
export type FlagName = keyof Flags;
