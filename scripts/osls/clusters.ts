import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readClustersFile } from '../../lib/clusters/clusters-file.ts';
import { type Instance, packagedFile } from '../../lib/clusters/instance.ts';
import { type Fleet, resolveClusters } from '../../lib/clusters/resolve-clusters.ts';
import { ConfigError } from '../../lib/config/config.ts';

/**
 * Reads the clusters file of a service, and writes what it says to where the zip takes it from. `environment` is what the
 * functions will have. Throws an Error that names the file and every problem.
 */
export function packClusters(folder: string, path: string, environment: Readonly<Record<string, unknown>>): Fleet {
  const fleet = withFileNamed(path, () =>
    resolveClusters(readClustersFile(readFileSync(join(folder, path), 'utf8')), textsOf(environment)),
  );
  const packed = join(folder, packagedFile);
  mkdirSync(dirname(packed), { recursive: true });
  writeFileSync(packed, JSON.stringify(fleet.instances.map(asPackaged)));
  return fleet;
}

/** Runs, and names the file in what goes wrong. */
export function withFileNamed<Result>(path: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof ConfigError)
      throw new Error([`${path} cannot be used:`, ...error.problems.map((problem) => `- ${problem}`)].join('\n'));
    throw error;
  }
}

const asPackaged = ({ cluster, shard, environment }: Instance): Instance => ({
  cluster,
  ...(shard !== undefined && { shard }),
  environment,
});

/** What AWS fills in when the stack is made is not known yet. */
const textsOf = (environment: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  );
