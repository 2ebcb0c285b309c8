import { ConfigError } from '../config/config.ts';
import { suggestion } from '../config/names.ts';
import { sentence } from '../config/settings.ts';
import type { Instance } from './instance.ts';

/**
 * The instance that a payload means, by name alone: what the name stands for was settled when the function was packaged.
 * Undefined where there is no clusters file. Throws ConfigError when no instance, or more than one, is meant.
 *
 *     clusters file   payload                        serves
 *     none            no cluster                     what the environment says
 *     some            { cluster }                    that cluster, unless it has shards
 *     some            { cluster, shard }             that shard
 */
export function chooseInstance(instances: readonly Instance[] | undefined, event: unknown): Instance | undefined {
  const { cluster, shard }: { readonly cluster?: unknown; readonly shard?: unknown } = Object(event);
  if (instances === undefined) {
    if (cluster === undefined && shard === undefined) return undefined;
    throw new ConfigError([
      `The payload's ${cluster === undefined ? `shard is ${shown(shard)}` : `cluster is ${shown(cluster)}`}, but this function was packaged without a clusters file; leave it out, or deploy with the parameter clusters.`,
    ]);
  }
  return ofNames(instances, cluster, shard);
}

function ofNames(instances: readonly Instance[], cluster: unknown, shard: unknown): Instance {
  const clusters = [...new Set(instances.map((instance) => instance.cluster))];
  if (cluster === undefined)
    throw new ConfigError([`The payload names no cluster; this function serves ${listed(clusters)}.`]);
  const ofCluster = instances.filter((instance) => instance.cluster === cluster);
  if (ofCluster.length === 0) throw new ConfigError([unknown('cluster', cluster, clusters)]);
  const found = ofCluster.find((instance) => instance.shard === shard);
  if (found === undefined) throw new ConfigError([shardProblem(cluster, shard, ofCluster)]);
  return found;
}

function shardProblem(cluster: unknown, shard: unknown, ofCluster: readonly Instance[]): string {
  const shards = ofCluster.flatMap((instance) => instance.shard ?? []);
  if (shards.length === 0) return `The payload's shard is ${shown(shard)}, but ${cluster} has no shards; leave it out.`;
  if (shard === undefined)
    return `The payload names no shard, and ${cluster} is divided into some: add "shard", one of ${listed(shards)}.`;
  return unknown('shard', shard, shards);
}

function unknown(key: string, written: unknown, candidates: readonly string[]): string {
  const near = typeof written === 'string' ? suggestion(written, candidates) : '';
  return sentence(
    `The payload's ${key} ${shown(written)} is not in the clusters file that was packaged${near || `; it has ${listed(candidates)}`}`,
  );
}

/** A function may serve a thousand. */
const mostListed = 20;

const listed = (names: readonly string[]): string =>
  names.length > mostListed
    ? `${names.slice(0, mostListed).join(', ')} and ${names.length - mostListed} more`
    : names.join(', ');

const shown = (value: unknown): string => JSON.stringify(value);
