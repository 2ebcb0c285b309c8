import type { Environment } from '../config/environment.ts';

/** A cluster of the clusters file, or a shard of one: what one invocation serves. */
export interface Instance {
  readonly cluster: string;
  readonly shard?: string;
  /** What the file sets for it; it wins over the environment of the function. */
  readonly environment: Environment;
}

/** What a payload has to say to mean an instance. */
export type InstanceName = Pick<Instance, 'cluster' | 'shard'>;

/** `prod-eu`, or `prod-eu/zone-1`: how messages call it. */
export const instanceText = ({ cluster, shard }: InstanceName): string =>
  shard === undefined ? cluster : `${cluster}/${shard}`;

/** The file that the zip holds, from the folder that the function runs in. */
export const packagedFile = 'dist/clusters.json';

/** Tells the function that there is one. */
export const packagedFileVariable = 'DNS_HERALD_CLUSTERS';

/** Reads what the packaging wrote into the zip, where nobody changes it: a start does not examine it again. */
export const readInstances = (json: string): readonly Instance[] => JSON.parse(json);
