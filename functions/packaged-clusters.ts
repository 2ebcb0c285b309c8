import { readFileSync } from 'node:fs';
import { type Instance, packagedFileVariable, readInstances } from '../lib/clusters/instance.ts';
import type { Environment } from '../lib/config/environment.ts';

/** What the clusters file of the zip names; undefined where the function was packaged without one. */
export function packagedClusters(environment: Environment): readonly Instance[] | undefined {
  const path = environment[packagedFileVariable];
  return path ? readInstances(readFileSync(path, 'utf8')) : undefined;
}
